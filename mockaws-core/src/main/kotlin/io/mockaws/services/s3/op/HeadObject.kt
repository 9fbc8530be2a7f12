package io.mockaws.services.s3.op

import io.mockaws.engine.CallContext
import io.mockaws.services.s3.S3State
import io.mockaws.services.s3.objects.ObjectResponse
import io.mockaws.services.s3.objects.ObjectView
import kotlinx.serialization.Serializable

@Serializable
internal class HeadObjectResponse : ObjectResponse()

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
internal fun headObject(
    request: GetObjectRequest,
    call: CallContext<S3State>,
): HeadObjectResponse = HeadObjectResponse().also { ObjectView.open(request, call, readsContent = false).describe(it) }
