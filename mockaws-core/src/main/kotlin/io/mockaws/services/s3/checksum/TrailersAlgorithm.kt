package io.mockaws.services.s3.checksum

import io.mockaws.wire.http.Headers

/**
 * [headers], which name the algorithm of the checksum that comes behind the body: some clients leave that to
 * `x-amz-trailer`.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
internal fun withTrailersAlgorithm(headers: Headers): Headers {
    val trailer = headers["x-amz-trailer"]?.trim() ?: return headers
    if (ALGORITHM in headers) return headers
    val announced = ChecksumAlgorithm.entries.firstOrNull { it.header.equals(trailer, ignoreCase = true) }
    return if (announced == null) headers else headers.with(ALGORITHM, announced.name)
}

private const val ALGORITHM = "x-amz-sdk-checksum-algorithm"
