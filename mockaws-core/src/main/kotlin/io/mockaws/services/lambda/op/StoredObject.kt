package io.mockaws.services.lambda.op

import io.mockaws.services.lambda.function.LambdaFaults
import io.mockaws.services.lambda.state.LambdaCall
import io.mockaws.wire.Blob

/** The object that code is in. */
internal suspend fun LambdaCall.storedObject(
    bucket: String,
    key: String,
    version: String?,
): Blob =
    try {
        Blob(world.links.objects.read(bucket, key, version, this))
    } catch (refused: io.mockaws.engine.AwsFault) {
        throw LambdaFaults.invalid(
            "Error occurred while GetObject. S3 Error Code: ${refused.error.code}. S3 Error Message: " +
                refused.error.message,
        )
    }
