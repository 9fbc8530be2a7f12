@file:OptIn(InternalApi::class)

package io.mockaws.sdk.kotlin

import aws.sdk.kotlin.runtime.AwsServiceException
import aws.smithy.kotlin.runtime.InternalApi
import aws.smithy.kotlin.runtime.content.ByteStream
import aws.smithy.kotlin.runtime.http.response.HttpResponse
import aws.smithy.kotlin.runtime.http.toHttpBody
import aws.smithy.kotlin.runtime.time.Instant
import io.mockaws.testing.SdkError
import io.mockaws.testing.SdkTypes
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.codec.LooseMembers
import kotlinx.serialization.descriptors.SerialDescriptor
import java.lang.reflect.Method
import java.lang.reflect.Modifier

/**
 * The classes of the AWS SDK for Kotlin. They list no members, so they are read by their getters; a getter is named as
 * AWS names the member, but for capitals.
 */
internal object KotlinSdkTypes : SdkTypes {
    override fun read(value: Any): Any? =
        when {
            value is Instant -> kotlin.time.Instant.fromEpochSeconds(value.epochSeconds, value.nanosecondsOfSecond)

            value is ByteStream -> value.toHttpBody().toWire()

            !value.javaClass.name.startsWith(SERVICES) -> null

            isEnum(value) -> valueOf(value)

            isUnion(
                value
            ) -> LooseMembers(value.javaClass.simpleName, mapOf(value.javaClass.simpleName to valueOf(value)!!))

            else -> membersOf(value)
        }

    private fun membersOf(value: Any): LooseMembers {
        val getters = value.javaClass.declaredMethods.filter { isGetter(it) }
        val set = getters.mapNotNull { getter -> getter.invoke(value)?.let { getter.name.removePrefix("get") to it } }
        return LooseMembers(value.javaClass.simpleName, set.toMap())
    }

    private fun isGetter(method: Method): Boolean =
        Modifier.isPublic(method.modifiers) && !Modifier.isStatic(method.modifiers) && method.parameterCount == 0 &&
            (method.name.startsWith("get") || method.name.startsWith("is")) && '$' !in method.name

    /** An enum is a sealed class with a value, each constant a subclass. */
    private fun isEnum(value: Any) = value.javaClass.superclass.declaredMethods.any { it.name == GET_VALUE }

    /** A union is a sealed class without one, each member a subclass with its value. */
    private fun isUnion(value: Any) =
        value.javaClass.superclass != Any::class.java && value.javaClass.declaredMethods.any { it.name == GET_VALUE } &&
            value !is Throwable

    private fun valueOf(value: Any): Any? = value.javaClass.getMethod(GET_VALUE).invoke(value)

    /** Its classes do not say where a member lies in a message. */
    override fun output(
        service: ServiceShape,
        operation: String,
    ): SerialDescriptor? = null

    override fun error(failure: Throwable): SdkError? {
        if (failure !is AwsServiceException) return null
        val type = failure.javaClass
        return SdkError(
            code = failure.sdkErrorMetadata.errorCode,
            className = type.simpleName.takeIf { type.superclass != AwsServiceException::class.java },
            message = failure.sdkErrorMetadata.errorMessage ?: failure.message,
            status = (failure.sdkErrorMetadata.protocolResponse as? HttpResponse)?.status?.value,
            members = failure,
        )
    }

    private const val SERVICES = "aws.sdk.kotlin.services."
    private const val GET_VALUE = "getValue"
}
