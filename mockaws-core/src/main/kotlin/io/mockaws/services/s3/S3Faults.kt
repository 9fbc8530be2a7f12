package io.mockaws.services.s3

import io.mockaws.engine.AwsFault
import io.mockaws.services.s3.checksum.ChecksumAlgorithm
import io.mockaws.services.s3.checksum.ChecksumType
import io.mockaws.services.s3.versions.Version

/**
 * Errors of S3. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html has the codes; the messages are
 * what the service answers. Members beside the message are in `S3FaultDetails.kt`.
 */
internal object S3Faults {
    fun noSuchBucket(name: String) =
        AwsFault.with("NoSuchBucket", "The specified bucket does not exist", BucketDetail(name), 404)

    fun noSuchKey(key: String) = AwsFault.with("NoSuchKey", "The specified key does not exist.", KeyDetail(key), 404)

    fun deletedKey(marker: Version) =
        AwsFault.with(
            "NoSuchKey",
            "The specified key does not exist.",
            DeletedKeyDetail(marker.key, marker.shownId),
            404,
        )

    fun noSuchVersion(
        key: String,
        id: String,
    ) = AwsFault.with("NoSuchVersion", "The specified version does not exist.", VersionDetail(key, id), 404)

    fun invalidVersionId(id: String) = invalidArgument("Invalid version id specified", "versionId", id)

    fun deleteMarkerNotAllowed(detail: MarkerDetail) =
        AwsFault.with("MethodNotAllowed", "The specified method is not allowed against this resource.", detail, 405)

    fun copyOfDeleteMarker() =
        invalidRequest("The source of a copy request may not specifically refer to a delete marker by version id.")

    fun versioningMissing() =
        AwsFault("IllegalVersioningConfigurationException", "The Versioning element must be specified")

    fun versionsLeft(name: String) =
        AwsFault.with(
            "BucketNotEmpty",
            "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
            BucketDetail(name),
            409,
        )

    fun noSuchUpload(id: String) =
        AwsFault.with(
            "NoSuchUpload",
            "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted " +
                "or completed.",
            UploadDetail(id),
            404,
        )

    fun invalidExpectedOwner(sent: String) =
        AwsFault(
            "InvalidBucketOwnerAWSAccountID",
            "The value of the expected bucket owner parameter must be an AWS Account ID... [$sent]",
        )

    fun accessDenied(message: String = "Access Denied") = AwsFault("AccessDenied", message, 403)

    fun requestExpired(detail: ExpiredDetail) = AwsFault.with("AccessDenied", "Request has expired", detail, 403)

    fun authorizationQueryParametersError(message: String) =
        AwsFault("AuthorizationQueryParametersError", message)

    fun permanentRedirect(
        bucket: String,
        region: String,
    ) = AwsFault.with(
        "PermanentRedirect",
        "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all " +
            "future requests to this endpoint.",
        RedirectDetail("$bucket.s3.$region.amazonaws.com", bucket, region),
        301,
    )

    fun invalidBucketName(name: String) =
        AwsFault.with("InvalidBucketName", "The specified bucket is not valid.", BucketDetail(name))

    fun bucketAlreadyExists(name: String) =
        AwsFault.with(
            "BucketAlreadyExists",
            "The requested bucket name is not available. The bucket namespace is shared by all users of the system. " +
                "Please select a different name and try again.",
            BucketDetail(name),
            409,
        )

    fun bucketAlreadyOwnedByYou(name: String) =
        AwsFault.with(
            "BucketAlreadyOwnedByYou",
            "Your previous request to create the named bucket succeeded and you already own it.",
            BucketDetail(name),
            409,
        )

    fun bucketNotEmpty(name: String) =
        AwsFault.with("BucketNotEmpty", "The bucket you tried to delete is not empty", BucketDetail(name), 409)

    fun tooManyBuckets() = AwsFault("TooManyBuckets", "You have attempted to create more buckets than allowed", 400)

    fun invalidLocationConstraint(location: String) =
        AwsFault.with(
            "InvalidLocationConstraint",
            "The specified location-constraint is not valid",
            LocationDetail(location),
        )

    fun illegalLocationConstraint(location: String?) =
        AwsFault(
            "IllegalLocationConstraintException",
            "The ${location ?: "unspecified"} location constraint is incompatible for the region specific endpoint " +
                "this request was sent to.",
        )

    fun invalidArgument(
        message: String,
        name: String,
        value: String?,
    ) = AwsFault.with("InvalidArgument", message, ArgumentDetail(name, value))

    fun invalidRequest(message: String) = AwsFault("InvalidRequest", message)

    fun malformedXml() =
        AwsFault(
            "MalformedXML",
            "The XML you provided was not well-formed or did not validate against our published schema",
        )

    fun keyTooLong(size: Int) =
        AwsFault.with("KeyTooLongError", "Your key is too long", SizeDetail(size, S3Limits.KEY_BYTES))

    fun metadataTooLarge(size: Int) =
        AwsFault.with(
            "MetadataTooLarge",
            "Your metadata headers exceed the maximum allowed metadata size",
            SizeDetail(size, S3Limits.METADATA_BYTES),
        )

    fun entityTooLarge(size: Long) =
        AwsFault.with(
            "EntityTooLarge",
            "Your proposed upload exceeds the maximum allowed size",
            TooLargeDetail(size, S3Limits.PUT_BYTES),
        )

    fun entityTooSmall(detail: TooSmallDetail) =
        AwsFault.with(
            "EntityTooSmall",
            "Your proposed upload is smaller than the minimum allowed size",
            detail,
        )

    fun invalidStorageClass(name: String) =
        AwsFault.with(
            "InvalidStorageClass",
            "The storage class you specified is not valid",
            StorageClassRequestedDetail(name),
        )

    fun invalidObjectState(storageClass: String) =
        AwsFault.with(
            "InvalidObjectState",
            "The operation is not valid for the object's storage class",
            StorageClassDetail(storageClass),
            403,
        )

    fun notInActiveTier() =
        AwsFault(
            "ObjectNotInActiveTierError",
            "The source object of the COPY operation is not in the active tier and is only stored in Amazon Glacier.",
            403,
        )

    fun preconditionFailed(condition: String) =
        AwsFault.with(
            "PreconditionFailed",
            "At least one of the pre-conditions you specified did not hold",
            ConditionDetail(condition),
            412,
        )

    /** 304 has no body; what the client already holds is confirmed by headers. */
    fun notModified(detail: NotModifiedDetail) = AwsFault.with("NotModified", "Not Modified", detail, 304)

    fun conditionNotImplemented(header: String) =
        headerNotImplemented(header, "We don't accept the provided value of $header header for this API")

    fun severalConditions() =
        headerNotImplemented(
            "If-Match,If-None-Match",
            "Multiple conditional request headers present in the request",
        )

    fun chunkedTransfer() = headerNotImplemented("Transfer-Encoding", null)

    fun missingContentLength() =
        AwsFault("MissingContentLength", "You must provide the Content-Length HTTP header.", 411)

    /** Of a preflight, https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html. */
    fun originNeeded() = AwsFault("BadRequest", "Insufficient information. Origin request header needed.")

    private fun headerNotImplemented(
        header: String,
        reason: String?,
    ) = AwsFault.with(
        "NotImplemented",
        "A header you provided implies functionality that is not implemented",
        HeaderDetail(header, reason),
        501,
    )

    fun conditionalRequestConflict(
        condition: String,
        key: String,
    ) = AwsFault.with(
        "ConditionalRequestConflict",
        "The conditional request cannot succeed due to a conflicting operation against this resource.",
        ConflictDetail(condition, key),
        409,
    )

    fun invalidRange(
        requested: String,
        size: Long,
    ) = AwsFault.with(
        "InvalidRange",
        "The requested range is not satisfiable",
        RangeDetail(requested, size),
        416,
    )

    fun invalidPartNumber(
        requested: Int,
        count: Int,
    ) = AwsFault.with(
        "InvalidPartNumber",
        "The requested partnumber is not satisfiable",
        PartNumberDetail(requested, count),
        416,
    )

    fun invalidPart(detail: PartDetail) =
        AwsFault.with(
            "InvalidPart",
            "One or more of the specified parts could not be found.  The part may not have been uploaded, or the " +
                "specified entity tag may not match the part's entity tag.",
            detail,
        )

    fun invalidPartOrder(uploadId: String) =
        AwsFault.with(
            "InvalidPartOrder",
            "The list of parts was not in ascending order. Parts must be ordered by part number.",
            UploadDetail(uploadId),
        )

    fun invalidTag(
        message: String,
        key: String,
        value: String? = null,
    ) = AwsFault.with("InvalidTag", message, TagDetail(key, value))

    fun tooManyTags() = AwsFault("BadRequest", "Object tags cannot be greater than ${S3Limits.TAGS}")

    fun tooManyBucketTags() =
        AwsFault("BadRequest", "Bucket tag count cannot be greater than ${S3Limits.BUCKET_TAGS}")

    fun systemTag(key: String) = invalidTag("System tags cannot be added/updated by requester", key)

    fun reservedTag() =
        AwsFault(
            "InvalidTag",
            "User-defined tag keys can't start with \"aws:\". This prefix is reserved for system tags. " +
                "Remove \"aws:\" from your tag keys and try again.",
        )

    fun noSuchTagSet(bucket: String) =
        AwsFault.with("NoSuchTagSet", "The TagSet does not exist", BucketDetail(bucket), 404)

    fun invalidDigest(sent: String) =
        AwsFault.with("InvalidDigest", "The Content-MD5 you specified was invalid.", ContentMd5Detail(sent))

    fun badContentMd5(
        expected: String,
        calculated: String,
    ) = AwsFault.with(
        "BadDigest",
        "The Content-MD5 you specified did not match what we received.",
        DigestDetail(expected, calculated),
    )

    /** S3 writes the name of the algorithm in capitals for a body and in small letters for a finished upload. */
    fun badChecksum(algorithm: String) =
        AwsFault("BadDigest", "The $algorithm you specified did not match the calculated checksum.")

    fun badPartChecksum(
        algorithm: ChecksumAlgorithm,
        part: Int,
    ) = AwsFault(
        "BadDigest",
        "The ${algorithm.lowerCase} you specified for part $part did not match what we received.",
    )

    fun contentSha256Mismatch(detail: ContentSha256Detail) =
        AwsFault.with(
            "XAmzContentSHA256Mismatch",
            "The provided 'x-amz-content-sha256' header does not match what was computed.",
            detail,
        )

    fun invalidChecksumHeader(algorithm: ChecksumAlgorithm) =
        invalidRequest("Value for ${algorithm.header} header is invalid.")

    fun severalChecksums() =
        invalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.")

    fun unsupportedChecksumAlgorithm() =
        invalidRequest(
            "Checksum algorithm provided is unsupported. Please try again with any of the valid types: " +
                "[CRC32, CRC32C, CRC64NVME, SHA1, SHA256]",
        )

    fun checksumMissing() =
        invalidRequest(
            "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers " +
                "were found.",
        )

    fun checksumMismatch(
        expected: ChecksumAlgorithm,
        actual: ChecksumAlgorithm?,
    ) = invalidRequest(
        "Checksum Type mismatch occurred, expected checksum Type: ${expected.lowerCase}, " +
            "actual checksum Type: ${actual?.lowerCase}",
    )

    fun checksumTypeUnsupported(
        type: ChecksumType,
        algorithm: ChecksumAlgorithm,
    ) = invalidRequest("The $type checksum type cannot be used with the ${algorithm.lowerCase} checksum algorithm.")

    fun missingDigest() = invalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*")

    fun illegalSelfCopy() =
        invalidRequest(
            "This copy request is illegal because it is trying to copy an object to itself without changing the " +
                "object's metadata, storage class, website redirect location or encryption attributes.",
        )
}
