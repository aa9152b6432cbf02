/** A file as `data:` address inside of the bundle. */
declare module "*?inline" {
  const address: string;
  export default address;
}
