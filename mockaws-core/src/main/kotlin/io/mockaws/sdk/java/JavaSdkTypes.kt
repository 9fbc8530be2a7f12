package io.mockaws.sdk.java

import io.mockaws.testing.SdkError
import io.mockaws.testing.SdkTypes
import io.mockaws.wire.Blob
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.codec.LooseMembers
import kotlinx.serialization.descriptors.SerialDescriptor
import software.amazon.awssdk.awscore.exception.AwsServiceException
import software.amazon.awssdk.core.ResponseBytes
import software.amazon.awssdk.core.ResponseInputStream
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.core.SdkPojo
import software.amazon.awssdk.core.document.Document
import software.amazon.awssdk.core.util.SdkAutoConstructList
import software.amazon.awssdk.core.util.SdkAutoConstructMap

/** The classes of the AWS SDK for Java v2, all of which list their members. */
internal object JavaSdkTypes : SdkTypes {
    override fun read(value: Any): Any? =
        when (value) {
            is SdkBytes -> Blob(value.asByteArray())
            is ResponseBytes<*> -> withBody(value.response(), value.asByteArray())
            is ResponseInputStream<*> -> withBody(value.response(), value.readAllBytes())
            is SdkPojo -> membersOf(value, null)
            is Document -> value.unwrap()
            else -> null
        }

    private fun withBody(
        response: Any?,
        body: ByteArray,
    ) = membersOf(response as SdkPojo, body)

    private fun membersOf(
        pojo: SdkPojo,
        body: ByteArray?,
    ): LooseMembers {
        val set = pojo.sdkFields().associate { it.memberName() to it.getValueOrDefault(pojo) }.filterValues(::isSet)
        // DynamoDB's NULL is called NUL in Java, but not on the wire.
        val onTheWire = pojo.sdkFields().associate { it.memberName() to it.locationName() }
        return LooseMembers(pojo.javaClass.simpleName, set.mapValues { it.value!! }, body, onTheWire)
    }

    private fun isSet(value: Any?) =
        value != null && value !is SdkAutoConstructList<*> && value !is SdkAutoConstructMap<*, *>

    override fun output(
        service: ServiceShape,
        operation: String,
    ): SerialDescriptor? = JavaShapes.output(service, operation)

    override fun error(failure: Throwable): SdkError? {
        if (failure !is AwsServiceException) return null
        val details = failure.awsErrorDetails()
        val type = failure.javaClass
        return SdkError(
            code = details?.errorCode(),
            className = type.simpleName.takeIf { type.superclass != AwsServiceException::class.java },
            message = details?.errorMessage() ?: failure.message.takeIf { details == null },
            status = failure.statusCode().takeIf { it != 0 },
            members = failure,
        )
    }
}
