package io.mockaws.services.s3

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList; what is not here is a 400. */
internal const val S3_ERRORS =
    """
    301 PermanentRedirect
    304 NotModified
    307 Redirect TemporaryRedirect
    400 EncryptionTypeMismatch IdempotencyParameterMismatch InvalidRequest InvalidWriteOffset TooManyParts
    403 AccessDenied AccountProblem AllAccessDisabled CrossLocationLoggingProhibited InvalidAccessKeyId
    403 InvalidObjectState InvalidPayer InvalidSecurity NotSignedUp ObjectAlreadyInActiveTierError
    403 ObjectNotInActiveTierError RequestTimeTooSkewed SignatureDoesNotMatch
    404 NoSuchBucket NoSuchBucketPolicy NoSuchCORSConfiguration NoSuchKey NoSuchLifecycleConfiguration
    404 NoSuchObjectLockConfiguration NoSuchPublicAccessBlockConfiguration NoSuchTagSet NoSuchUpload NoSuchVersion
    404 NoSuchWebsiteConfiguration ObjectLockConfigurationNotFoundError NotFound OwnershipControlsNotFoundError
    404 ReplicationConfigurationNotFoundError ServerSideEncryptionConfigurationNotFoundError
    405 MethodNotAllowed
    409 BucketAlreadyExists BucketAlreadyOwnedByYou BucketNotEmpty ConditionalRequestConflict InvalidBucketState
    409 OperationAborted RestoreAlreadyInProgress
    411 MissingContentLength
    412 PreconditionFailed
    415 UnsupportedMediaType
    416 InvalidRange
    501 NotImplemented
    503 Busy SlowDown
    """
