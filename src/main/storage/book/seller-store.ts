import type { BookSettingsView, Logo } from "../../../shared/contract/book.ts";
import type { ReadableBook, WritableBook } from "./book-handle.ts";

/** What stands on the paper of the seller. */
export type SellerDetails = Readonly<
  Pick<BookSettingsView, "sellerName" | "sellerAddress" | "sellerTaxNumbers" | "paymentDetails" | "logoId">
>;

export function isSameSeller(one: SellerDetails, other: SellerDetails): boolean {
  return (
    one.sellerName === other.sellerName &&
    one.sellerAddress === other.sellerAddress &&
    one.sellerTaxNumbers === other.sellerTaxNumbers &&
    one.paymentDetails === other.paymentDetails &&
    one.logoId === other.logoId
  );
}

/** Make the seller another one from now on. Invoices that were issued name the record that they were issued with. */
export function setSeller(book: WritableBook, seller: SellerDetails): void {
  book.run(
    "INSERT INTO seller (name, address, tax_numbers, payment_details, logo_id) VALUES (?, ?, ?, ?, ?)",
    seller.sellerName,
    seller.sellerAddress,
    seller.sellerTaxNumbers,
    seller.paymentDetails,
    seller.logoId,
  );
  book.run("UPDATE book SET seller_number = (SELECT max(number) FROM seller)");
}

/** Keep a picture under its id; the same one is kept once. */
export function insertLogo(book: WritableBook, id: string, mediaType: Logo["mediaType"], content: Uint8Array): void {
  book.run(
    "INSERT INTO logo (id, media_type, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    id,
    mediaType,
    Buffer.from(content),
  );
}

export function findLogo(
  book: ReadableBook,
  logoId: string,
): { readonly mediaType: Logo["mediaType"]; readonly content: Buffer } | undefined {
  return book.get("SELECT media_type AS mediaType, content FROM logo WHERE id = ?", logoId);
}
