package io.mockaws.scope

/** Where a call goes that a client makes in a mock's scope. */
internal enum class Way {
    /** To the mock. */
    MOCK,

    /** To the endpoint that the client names. */
    OWN,

    /** It would reach AWS, and must not. */
    NONE,
}
