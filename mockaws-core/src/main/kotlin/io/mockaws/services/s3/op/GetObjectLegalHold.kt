package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.lock.LockFaults
import kotlinx.serialization.Serializable

@Serializable
internal data class GetObjectLegalHoldResponse(
    val legalHold: ObjectLockLegalHold,
)

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLegalHold.html */
internal fun getObjectLegalHold(
    request: GetObjectRetentionRequest,
    call: CallContext<S3State>,
): GetObjectLegalHoldResponse {
    val hold = call.lockOf(request).legalHold ?: throw LockFaults.noLockOnObject()
    return GetObjectLegalHoldResponse(ObjectLockLegalHold(hold.name))
}
