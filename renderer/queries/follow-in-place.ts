import type { InPlaceEvent, ScanBill, ScanEstimate, ScanProgress } from "#core/in-place/in-place.ts";
import { AppError, failure } from "#core/result/failure.ts";

type Ended<T> =
  | { readonly kind: "answered"; readonly value: T; readonly bill: ScanBill }
  | { readonly kind: "unasked"; readonly estimate: ScanEstimate };

/** Follows a question in AWS to its end; what it fails of is thrown. */
export async function followInPlace<T>(
  events: AsyncIterable<InPlaceEvent<T>>,
  onProgress: (progress: ScanProgress) => void,
): Promise<Ended<T>> {
  let estimate: ScanEstimate | null = null;
  for await (const event of events)
    switch (event.kind) {
      case "estimated":
        estimate = event.estimate;
        break;
      case "unasked":
        if (estimate !== null) return { kind: "unasked", estimate };
        break;
      case "answered":
        return event;
      case "failed":
        throw new AppError(event.failure);
      default:
        onProgress(event);
    }
  throw new AppError(failure("cancelled", {}));
}
