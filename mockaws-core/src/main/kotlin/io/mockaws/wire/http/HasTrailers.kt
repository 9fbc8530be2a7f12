package io.mockaws.wire.http

/** A body behind whose content header fields may follow: checksums that the sender works out on the way. */
public interface HasTrailers : HttpBody {
    /** The fields; empty until the content was read to its end. */
    public val trailers: Headers
}
