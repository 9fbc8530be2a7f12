package io.mockaws.services.s3

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.MissingOperation
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.operation
import io.mockaws.engine.signature.SignedText
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
import io.mockaws.services.s3.settings.settingOperations
import io.mockaws.wire.HttpTrait
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.protocol.Protocols

/** Amazon S3. https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html */
internal object S3Service : Service<S3State>(
    shape =
    ServiceShape(
        id = "S3",
        signingName = "s3",
        version = "2006-03-01",
        shapeName = "AmazonS3",
        xmlNamespace = "http://s3.amazonaws.com/doc/2006-03-01/",
        isS3 = true,
    ),
    protocols = listOf(Protocols.RestXml),
    state = StateKind(StateKind.Scope.GLOBAL, { S3State() }) { _, entries -> S3State(bucketsOf(entries)) },
    errors = s3Errors,
) {
    override val operations: List<Operation<S3State, *, *>> =
        listOf(
            operation("ListBuckets", ::listBuckets, HttpTrait("GET", "/")),
            operation("CreateBucket", ::createBucket, HttpTrait("PUT", "/{Bucket}")),
            operation("HeadBucket", ::headBucket, HttpTrait("HEAD", "/{Bucket}")),
            operation("DeleteBucket", ::deleteBucket, HttpTrait("DELETE", "/{Bucket}", 204)),
            operation("GetBucketLocation", ::getBucketLocation, HttpTrait("GET", "/{Bucket}?location")),
            operation("ListObjects", ::listObjects, HttpTrait("GET", "/{Bucket}")),
            operation("ListObjectsV2", ::listObjectsV2, HttpTrait("GET", "/{Bucket}?list-type=2")),
            operation("ListObjectVersions", ::listObjectVersions, HttpTrait("GET", "/{Bucket}?versions")),
            operation("GetBucketVersioning", ::getBucketVersioning, HttpTrait("GET", "/{Bucket}?versioning")),
            operation("PutBucketVersioning", ::putBucketVersioning, HttpTrait("PUT", "/{Bucket}?versioning")),
            operation("DeleteObjects", ::deleteObjects, HttpTrait("POST", "/{Bucket}?delete")),
            operation("ListMultipartUploads", ::listMultipartUploads, HttpTrait("GET", "/{Bucket}?uploads")),
            operation("PutObject", ::putObject, HttpTrait("PUT", "/{Bucket}/{Key+}")),
            operation("PostObject", ::postObject, HttpTrait("POST", "/{Bucket}/{Key+}", header = S3Form.MARK)),
            operation("GetObject", ::getObject, HttpTrait("GET", "/{Bucket}/{Key+}")),
            operation("HeadObject", ::headObject, HttpTrait("HEAD", "/{Bucket}/{Key+}")),
            operation("DeleteObject", ::deleteObject, HttpTrait("DELETE", "/{Bucket}/{Key+}", 204)),
            operation("CopyObject", ::copyObject, HttpTrait("PUT", "/{Bucket}/{Key+}", header = COPY_SOURCE)),
            operation("GetObjectAttributes", ::getObjectAttributes, HttpTrait("GET", "/{Bucket}/{Key+}?attributes")),
            operation("PutObjectAcl", ::putObjectAcl, HttpTrait("PUT", "/{Bucket}/{Key+}?acl")),
            operation("GetObjectAcl", ::getObjectAcl, HttpTrait("GET", "/{Bucket}/{Key+}?acl")),
            operation("PutObjectTagging", ::putObjectTagging, HttpTrait("PUT", "/{Bucket}/{Key+}?tagging")),
            operation("GetObjectTagging", ::getObjectTagging, HttpTrait("GET", "/{Bucket}/{Key+}?tagging")),
            operation("RestoreObject", ::restoreObject, HttpTrait("POST", "/{Bucket}/{Key+}?restore")),
            operation("PutObjectRetention", ::putObjectRetention, HttpTrait("PUT", "/{Bucket}/{Key+}?retention")),
            operation("GetObjectRetention", ::getObjectRetention, HttpTrait("GET", "/{Bucket}/{Key+}?retention")),
            operation("PutObjectLegalHold", ::putObjectLegalHold, HttpTrait("PUT", "/{Bucket}/{Key+}?legal-hold")),
            operation("GetObjectLegalHold", ::getObjectLegalHold, HttpTrait("GET", "/{Bucket}/{Key+}?legal-hold")),
            operation(
                "DeleteObjectTagging",
                ::deleteObjectTagging,
                HttpTrait("DELETE", "/{Bucket}/{Key+}?tagging", 204)
            ),
            operation("CreateMultipartUpload", ::createMultipartUpload, HttpTrait("POST", "/{Bucket}/{Key+}?uploads")),
            operation("UploadPart", ::uploadPart, HttpTrait("PUT", "/{Bucket}/{Key+}?uploadId&partNumber")),
            operation(
                "UploadPartCopy",
                ::uploadPartCopy,
                HttpTrait("PUT", "/{Bucket}/{Key+}?uploadId&partNumber", header = COPY_SOURCE),
            ),
            operation("ListParts", ::listParts, HttpTrait("GET", "/{Bucket}/{Key+}?uploadId")),
            operation(
                "CompleteMultipartUpload",
                ::completeMultipartUpload,
                HttpTrait("POST", "/{Bucket}/{Key+}?uploadId"),
            ),
            operation(
                "AbortMultipartUpload",
                ::abortMultipartUpload,
                HttpTrait("DELETE", "/{Bucket}/{Key+}?uploadId", 204),
            ),
        ) + settingOperations

    override val missing: List<MissingOperation> get() = S3Missing.operations

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

    private val documents by lazy { S3Documents(operations.mapNotNull { it.shape.http }) }

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
