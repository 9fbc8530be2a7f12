package io.mockaws.state

import io.mockaws.wire.http.HttpBody

/** The bytes of something that a service keeps: an object of Amazon S3. */
public class StateContent internal constructor(
    /** A name for the file that it may become. */
    @get:JvmName("name")
    public val name: String,
    /** The media type that its owner gave it, which may be anything. */
    @get:JvmName("contentType")
    public val contentType: String,
    /** Can be opened any number of times. */
    @get:JvmName("body")
    public val body: HttpBody,
)
