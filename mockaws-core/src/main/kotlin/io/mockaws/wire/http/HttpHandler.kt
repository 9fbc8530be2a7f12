package io.mockaws.wire.http

/** AWS as a function. What goes in may have come through either SDK or over a socket; nobody behind it can tell. */
public fun interface HttpHandler {
    /**
     * Answers [request]. Suspends while a body is still on its way, or while AWS itself would wait (a long poll).
     *
     * @throws java.io.IOException when the sender of the request's body breaks off
     */
    public suspend fun handle(request: HttpRequest): HttpResponse
}
