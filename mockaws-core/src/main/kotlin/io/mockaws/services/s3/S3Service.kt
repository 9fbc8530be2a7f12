package io.mockaws.services.s3

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.Operation
import io.mockaws.engine.Place
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.operation
import io.mockaws.engine.signature.SignedText
import io.mockaws.model.Models
import io.mockaws.model.ServiceShapes
import io.mockaws.services.s3.addressing.Accelerated
import io.mockaws.services.s3.addressing.Presigned
import io.mockaws.services.s3.addressing.VirtualHost
import io.mockaws.services.s3.checksum.SignedBody
import io.mockaws.services.s3.checksum.VerifiedBody
import io.mockaws.services.s3.checksum.withTrailersAlgorithm
import io.mockaws.services.s3.lifecycle.runLifecycles
import io.mockaws.services.s3.op.abortMultipartUpload
import io.mockaws.services.s3.op.completeMultipartUpload
import io.mockaws.services.s3.op.copyObject
import io.mockaws.services.s3.op.createBucket
import io.mockaws.services.s3.op.createMultipartUpload
import io.mockaws.services.s3.op.deleteBucket
import io.mockaws.services.s3.op.deleteObject
import io.mockaws.services.s3.op.deleteObjectTagging
import io.mockaws.services.s3.op.deleteObjects
import io.mockaws.services.s3.op.getBucketLocation
import io.mockaws.services.s3.op.getBucketVersioning
import io.mockaws.services.s3.op.getObject
import io.mockaws.services.s3.op.getObjectAcl
import io.mockaws.services.s3.op.getObjectAttributes
import io.mockaws.services.s3.op.getObjectLegalHold
import io.mockaws.services.s3.op.getObjectRetention
import io.mockaws.services.s3.op.getObjectTagging
import io.mockaws.services.s3.op.headBucket
import io.mockaws.services.s3.op.headObject
import io.mockaws.services.s3.op.listBuckets
import io.mockaws.services.s3.op.listMultipartUploads
import io.mockaws.services.s3.op.listObjectVersions
import io.mockaws.services.s3.op.listObjects
import io.mockaws.services.s3.op.listObjectsV2
import io.mockaws.services.s3.op.listParts
import io.mockaws.services.s3.op.postObject
import io.mockaws.services.s3.op.putBucketVersioning
import io.mockaws.services.s3.op.putObject
import io.mockaws.services.s3.op.putObjectAcl
import io.mockaws.services.s3.op.putObjectLegalHold
import io.mockaws.services.s3.op.putObjectRetention
import io.mockaws.services.s3.op.putObjectTagging
import io.mockaws.services.s3.op.restoreObject
import io.mockaws.services.s3.op.uploadPart
import io.mockaws.services.s3.op.uploadPartCopy
import io.mockaws.services.s3.post.PostFaults
import io.mockaws.services.s3.post.PostForm
import io.mockaws.services.s3.post.signedText
import io.mockaws.services.s3.settings.settingOperation
import io.mockaws.wire.HttpTrait
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.protocol.Protocols

/** Amazon S3. https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html */
internal object S3Service : Service<S3State>(
    ServiceShapes.of("s3", "http://s3.amazonaws.com/doc/2006-03-01/", isS3 = true),
    listOf(Protocols.RestXml),
    StateKind(StateKind.Scope.GLOBAL, { S3State() }) { _, entries -> S3State(bucketsOf(entries)) },
) {
    override fun hint(
        fault: AwsFault,
        input: Map<String, Any?>,
        state: S3State,
        place: Place,
    ): String? = S3Hints.of(fault, input, state, place)

    override val access: ServiceAccess<S3State> get() = S3Access

    override fun throttled(operation: String): Pair<String, String> = "SlowDown" to "Please reduce your request rate."

    override fun operation(name: String): Operation<S3State, *, *>? =
        when (name) {
            "ListBuckets" -> operation(name, ::listBuckets)
            "CreateBucket" -> operation(name, ::createBucket)
            "HeadBucket" -> operation(name, ::headBucket)
            "DeleteBucket" -> operation(name, ::deleteBucket)
            "GetBucketLocation" -> operation(name, ::getBucketLocation)
            "ListObjects" -> operation(name, ::listObjects)
            "ListObjectsV2" -> operation(name, ::listObjectsV2)
            "ListObjectVersions" -> operation(name, ::listObjectVersions)
            "GetBucketVersioning" -> operation(name, ::getBucketVersioning)
            "PutBucketVersioning" -> operation(name, ::putBucketVersioning)
            "DeleteObjects" -> operation(name, ::deleteObjects)
            "ListMultipartUploads" -> operation(name, ::listMultipartUploads)
            "PutObject" -> operation(name, ::putObject)
            "PostObject" -> operation(name, postObjectHttp, like = "PutObject", ::postObject)
            "GetObject" -> operation(name, ::getObject)
            "HeadObject" -> operation(name, ::headObject)
            "DeleteObject" -> operation(name, ::deleteObject)
            "CopyObject" -> operation(name, ::copyObject)
            "GetObjectAttributes" -> operation(name, ::getObjectAttributes)
            "PutObjectAcl" -> operation(name, ::putObjectAcl)
            "GetObjectAcl" -> operation(name, ::getObjectAcl)
            "PutObjectTagging" -> operation(name, ::putObjectTagging)
            "GetObjectTagging" -> operation(name, ::getObjectTagging)
            "RestoreObject" -> operation(name, ::restoreObject)
            "PutObjectRetention" -> operation(name, ::putObjectRetention)
            "GetObjectRetention" -> operation(name, ::getObjectRetention)
            "PutObjectLegalHold" -> operation(name, ::putObjectLegalHold)
            "GetObjectLegalHold" -> operation(name, ::getObjectLegalHold)
            "DeleteObjectTagging" -> operation(name, ::deleteObjectTagging)
            "CreateMultipartUpload" -> operation(name, ::createMultipartUpload)
            "UploadPart" -> operation(name, ::uploadPart)
            "UploadPartCopy" -> operation(name, ::uploadPartCopy)
            "ListParts" -> operation(name, ::listParts)
            "CompleteMultipartUpload" -> operation(name, ::completeMultipartUpload)
            "AbortMultipartUpload" -> operation(name, ::abortMultipartUpload)
            else -> settingOperation(name)
        }

    /**
     * Path style, whichever way the bucket is addressed; the metadata of a presigned URL in its place; the digests of
     * documents turned into a check; and a form told as a put.
     */
    override fun normalize(request: HttpRequest): HttpRequest {
        if (!Presigned.mayBe(request.query)) return checkingDigests(request)
        val headers = Presigned.headers(request.parametersOrNone, request.headers)
        return checkingDigests(if (headers === request.headers) request else request.copy(headers = headers))
    }

    private fun checkingDigests(request: HttpRequest): HttpRequest {
        val bucket = VirtualHost.bucketOf(request.host)
        val path = if (bucket == null) request.path else "/$bucket${request.path}"
        val isAsItShouldBe = path === request.path && !isBucketWithSlash(path)
        val inPathStyle = if (isAsItShouldBe) request else request.copy(path = withoutSlash(path))
        return when {
            S3Form.isOne(inPathStyle) -> S3Form.asPut(inPathStyle)

            // Some versions of the Java SDK send the checksum of a GET's empty body, which S3 does not look at.
            request.method == "GET" -> inPathStyle.copy(headers = VerifiedBody.headersWithoutDigests(request.headers))

            documents.isOne(request) -> documents.verified(inPathStyle)

            request.method == "PUT" || request.method == "POST" -> withSignedBody(inPathStyle)

            else -> inPathStyle
        }
    }

    override fun signedText(request: HttpRequest): SignedText? {
        if (S3Form.MARK !in request.headers) return null
        return (request.body as? PostForm ?: throw PostFaults.notMultipart()).signedText()
    }

    override fun admit(
        request: HttpRequest,
        call: CallContext<S3State>,
    ) {
        if (Accelerated.NAME in request.origin) Accelerated.check(request.host, call.state)
        S3Lengths.check(request)
        if (Presigned.mayBe(request.query)) Presigned.check(request.parametersOrNone, call.now())
        call.runLifecycles()
    }

    override fun refusalOf(request: HttpRequest): AwsFault? =
        if (request.method == "OPTIONS" && "Origin" !in request.headers) S3Faults.originNeeded() else null

    /** Forms, which AWS's model does not have. */
    override val beyondModel: List<String> get() = listOf("PostObject")
    private val postObjectHttp = HttpTrait("POST", "/{Bucket}/{Key+}", header = S3Form.MARK)

    private val documents by lazy { S3Documents(Models.service("s3").operations().mapNotNull { it.http }) }

    private fun withSignedBody(request: HttpRequest): HttpRequest {
        val headers = withTrailersAlgorithm(request.headers)
        val body = SignedBody.of(request.body, headers)
        val isAsItShouldBe = headers === request.headers && body === request.body
        return if (isAsItShouldBe) request else request.copy(headers = headers, body = body)
    }

    private fun withoutSlash(path: String) = if (isBucketWithSlash(path)) path.dropLast(1) else path

    /** `/bucket/` is the bucket, not an object without a name. */
    private fun isBucketWithSlash(path: String) =
        path.length > 2 && path.indexOf('/', 1) == path.length - 1

    private const val COPY_SOURCE = "x-amz-copy-source"
}
