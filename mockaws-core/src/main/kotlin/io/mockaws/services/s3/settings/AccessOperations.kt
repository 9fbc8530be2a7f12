package io.mockaws.services.s3.settings

import io.mockaws.engine.Operation
import io.mockaws.engine.operation
import io.mockaws.services.s3.S3State

/** Those of the settings that say who may do what with a bucket, how and at whose expense. */
internal val accessOperations: List<Operation<S3State, *, *>> =
    listOf(
        operation("PutPublicAccessBlock", ::putPublicAccessBlock),
        operation("GetPublicAccessBlock", ::getPublicAccessBlock),
        operation("DeletePublicAccessBlock", ::deletePublicAccessBlock),
        operation("PutBucketOwnershipControls", ::putBucketOwnershipControls),
        operation("GetBucketOwnershipControls", ::getBucketOwnershipControls),
        operation("DeleteBucketOwnershipControls", ::deleteBucketOwnershipControls),
        operation("PutBucketAcl", ::putBucketAcl),
        operation("GetBucketAcl", ::getBucketAcl),
        operation("PutBucketPolicy", ::putBucketPolicy),
        operation("GetBucketPolicy", ::getBucketPolicy),
        operation("GetBucketPolicyStatus", ::getBucketPolicyStatus),
        operation("DeleteBucketPolicy", ::deleteBucketPolicy),
        operation("PutBucketRequestPayment", ::putBucketRequestPayment),
        operation("GetBucketRequestPayment", ::getBucketRequestPayment),
        operation("PutBucketAccelerateConfiguration", ::putBucketAccelerateConfiguration),
        operation("GetBucketAccelerateConfiguration", ::getBucketAccelerateConfiguration),
    )
