package io.mockaws.services.s3.settings

import io.mockaws.engine.Operation
import io.mockaws.engine.operation
import io.mockaws.services.s3.S3State
import io.mockaws.wire.HttpTrait

/** What S3 does with settings of buckets. Statuses are those that S3 answers; its documentation has 200 for some. */
internal val settingOperations: List<Operation<S3State, *, *>> =
    listOf(
        operation("PutBucketTagging", ::putBucketTagging, HttpTrait("PUT", "/{Bucket}?tagging", 204)),
        operation("GetBucketTagging", ::getBucketTagging, HttpTrait("GET", "/{Bucket}?tagging")),
        operation("DeleteBucketTagging", ::deleteBucketTagging, HttpTrait("DELETE", "/{Bucket}?tagging", 204)),
    ) + accessOperations
