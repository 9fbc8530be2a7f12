package io.mockaws.services.s3

import io.mockaws.engine.CallContext
import io.mockaws.engine.ObjectStore
import io.mockaws.engine.Place
import io.mockaws.engine.delivery.ServiceCall
import io.mockaws.services.s3.op.GetObjectRequest
import io.mockaws.services.s3.op.PutObjectRequest
import io.mockaws.services.s3.op.getObject
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.readBytes

/** Objects for other services, which read them as GetObject does and write them by PutObject. */
internal object S3Objects : ObjectStore {
    override suspend fun read(
        bucket: String,
        key: String,
        version: String?,
        call: CallContext<*>,
    ): ByteArray = getObject(GetObjectRequest(bucket, key, versionId = version), call.to(S3Service)).body.readBytes()

    override fun storing(
        bucket: String,
        key: String,
        content: ByteArray,
        place: Place,
    ): ServiceCall<*> =
        ServiceCall(S3Service, "PutObject", PutObjectRequest(bucket, key, HttpBody.Bytes(content)), place)
}
