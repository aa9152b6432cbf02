/** True when the pointer moved; false when what lies under a resting pointer was drawn anew. */
export function isMoving({ movementX, movementY }: PointerEvent): boolean {
  return movementX !== 0 || movementY !== 0;
}
