package io.mockaws.wire

import io.mockaws.wire.content.MAX_DOCUMENT
import kotlinx.serialization.KSerializer
import kotlinx.serialization.serializer

/** What the protocols must know of a service: Smithy's service shape. */
internal class ServiceShape(
    /** The SDKs' service id: `SQS`, `DynamoDB`, `CloudWatch Logs`. */
    val id: String,
    /** The name in SigV4 scopes: `sqs`, `dynamodb`, `logs`. */
    val signingName: String,
    /** The API version: `2012-11-05`. */
    val version: String,
    /** What stands before the dot in `X-Amz-Target`; null without awsJson. */
    val targetPrefix: String? = null,
    /** The name of the Smithy service shape, as in rpcv2Cbor's path `/service/NAME/operation/...`. */
    val shapeName: String = targetPrefix ?: id,
    /** The namespace of XML answers, null for none. */
    val xmlNamespace: String? = null,
    /** First labels of host names, where they differ from [signingName]: `monitoring`, `email`. */
    val endpointPrefix: String = signingName,
    /** How member names follow from property names. */
    val memberNames: MemberNames = MemberNames.PASCAL,
    /** Whether JSON and CBOR errors carry `x-amzn-query-error`, for services that left Query behind. */
    val queryCompatible: Boolean = false,
    /** S3 alone: errors without a wrapper, buckets in host names, `x-id`, no XML namespace in errors. */
    val isS3: Boolean = false,
    /** What stands before the `#` in the `__type` of an error (`com.amazonaws.sqs`); null for the bare code. */
    val errorNamespace: String? = null,
    /** Whether every answer carries `x-amz-crc32` of its body, as DynamoDB's do. */
    val crc32: Boolean = false,
    /** The most bytes that the document of a request may have. */
    val maxDocument: Long = MAX_DOCUMENT,
    /** Whether content that is not what its `Content-Encoding` says is an internal error, as it is with DynamoDB. */
    val failsOnBadEncoding: Boolean = false,
    /** What tests, the journal and options call it: the name that the AWS CLI has, where two services sign by one name. */
    val name: String = signingName,
)

/** How the name on the wire follows from the name of a Kotlin property (`@SerialName` overrules both). */
internal enum class MemberNames {
    /** As it is: `queueUrl`. */
    AS_IS,

    /**
     * With a capital: `QueueUrl`. A name that begins with a capital, say from `@SerialName`, stays as it is; one that
     * has to begin with a small letter all the same is `@SerialName("=tags")`.
     */
    PASCAL,
}

/**
 * One operation as the protocols see it. [http] is its method and path, null where the service has no REST protocol.
 * [shapes] says the input and the output, and is asked when the first of such calls comes: a service has a hundred
 * operations, a test calls five.
 */
internal class OperationShape<I : Any, O : Any>(
    val name: String,
    http: Lazy<HttpTrait?>,
    shapes: () -> Pair<KSerializer<I>, KSerializer<O>>,
) {
    constructor(name: String, http: HttpTrait? = null, shapes: () -> Pair<KSerializer<I>, KSerializer<O>>) :
        this(name, lazyOf(http), shapes)

    val http: HttpTrait? by http
    private val shapes by lazy(shapes)
    val input: KSerializer<I> get() = shapes.first
    val output: KSerializer<O> get() = shapes.second
}

/** Infers the serializers; [Unit] stands for an empty structure. */
internal inline fun <reified I : Any, reified O : Any> operationShape(
    name: String,
    http: HttpTrait? = null,
): OperationShape<I, O> = OperationShape(name, http) { serializer<I>() to serializer<O>() }

/**
 * Smithy's `http` trait. [pattern] is a path with labels and maybe a query of literals that must be there:
 * `/{Bucket}/{Key+}?uploadId&partNumber`, `/{Bucket}?list-type=2`. Among the operations that match, the one with
 * the most literals wins.
 */
internal class HttpTrait(
    val method: String,
    val pattern: String,
    /** The status of a success. */
    val status: Int = 200,
    /** A header that must be there too (`x-amz-copy-source` tells CopyObject from PutObject), or null. */
    val header: String? = null,
)

/** An error as the protocols see it. */
internal class ErrorShape(
    /** The code that the caller matches on: `NoSuchKey`, `ResourceNotFoundException`. */
    val code: String,
    val message: String?,
    /** The HTTP status; [OF_MODEL] where its service's model decides. */
    val status: Int = OF_MODEL,
    /** The code of the service's Query days, where `x-amzn-query-error` differs: `AWS.SimpleQueueService.NonExistentQueue`. */
    val queryCode: String = code,
    /** Members beside the message: a `@Serializable` value and its serializer. */
    val detail: Detail<*>? = null,
    /** The message of the service's Query days, where it differs. */
    val queryMessage: String? = message,
    /** What JSON and CBOR call the message: some services write `Message`. */
    val messageName: String = MESSAGE,
) {
    /** Whether the caller is at fault (Query's `Sender` against `Receiver`). */
    val sender: Boolean get() = status < 500

    class Detail<T : Any>(
        val serializer: KSerializer<T>,
        val value: T,
    )

    companion object {
        /** In place of a status: what the service's model says of the code, else 400. */
        const val OF_MODEL: Int = 0

        /** What most services call the message. */
        const val MESSAGE: String = "message"
    }
}
