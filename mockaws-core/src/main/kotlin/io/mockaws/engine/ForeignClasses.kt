package io.mockaws.engine

/**
 * A class loader whose SDK is its own, as that in a deployed jar. What hooks call belongs to another SDK, so hooks stay out of it, and
 * its clients reach the mock as a process's do: by `AWS_ENDPOINT_URL`.
 */
internal interface ForeignClasses
