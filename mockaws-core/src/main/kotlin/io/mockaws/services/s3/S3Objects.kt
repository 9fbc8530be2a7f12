package io.mockaws.services.s3

import io.mockaws.engine.CallContext
import io.mockaws.engine.ObjectStore
import io.mockaws.services.s3.op.GetObjectRequest
import io.mockaws.services.s3.op.getObject
import io.mockaws.wire.http.readBytes

/** Objects for other services, which read them as GetObject does. */
internal object S3Objects : ObjectStore {
    override suspend fun read(
        bucket: String,
        key: String,
        version: String?,
        call: CallContext<*>,
    ): ByteArray = getObject(GetObjectRequest(bucket, key, versionId = version), call.to(S3Service)).body.readBytes()
}
