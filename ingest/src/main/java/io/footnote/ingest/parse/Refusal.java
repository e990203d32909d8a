package io.footnote.ingest.parse;

/**
 * Why a document was not read, remembered so that it is not tried again and again.
 *
 * @param reader what refused it, see {@link DocumentParser#reader}
 * @param reason one sentence for people
 * @param withoutText whether it was read, and there is no text in it
 */
public record Refusal(String reader, String reason, boolean withoutText) {

  /** What to remember of a failure that lasts. */
  public static Refusal of(String reader, UnreadableDocumentException failure) {
    return new Refusal(
        reader, String.valueOf(failure.getMessage()), failure instanceof NoTextException);
  }

  /** To be thrown in the place of the failure that was remembered. */
  public UnreadableDocumentException exception() {
    return withoutText ? new NoTextException(reason) : new RefusedException(reason);
  }
}
