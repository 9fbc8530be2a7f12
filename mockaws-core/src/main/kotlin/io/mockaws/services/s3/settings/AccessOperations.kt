package io.mockaws.services.s3.settings

import io.mockaws.engine.Operation
import io.mockaws.engine.operation
import io.mockaws.services.s3.S3State
import io.mockaws.wire.HttpTrait

/** Those of the settings that say who may do what with a bucket, how and at whose expense. */
internal val accessOperations: List<Operation<S3State, *, *>> =
    listOf(
        operation("PutPublicAccessBlock", ::putPublicAccessBlock, HttpTrait("PUT", "/{Bucket}?publicAccessBlock")),
        operation("GetPublicAccessBlock", ::getPublicAccessBlock, HttpTrait("GET", "/{Bucket}?publicAccessBlock")),
        operation(
            "DeletePublicAccessBlock",
            ::deletePublicAccessBlock,
            HttpTrait("DELETE", "/{Bucket}?publicAccessBlock", 204),
        ),
        operation(
            "PutBucketOwnershipControls",
            ::putBucketOwnershipControls,
            HttpTrait("PUT", "/{Bucket}?ownershipControls"),
        ),
        operation(
            "GetBucketOwnershipControls",
            ::getBucketOwnershipControls,
            HttpTrait("GET", "/{Bucket}?ownershipControls"),
        ),
        operation(
            "DeleteBucketOwnershipControls",
            ::deleteBucketOwnershipControls,
            HttpTrait("DELETE", "/{Bucket}?ownershipControls", 204),
        ),
        operation("PutBucketAcl", ::putBucketAcl, HttpTrait("PUT", "/{Bucket}?acl")),
        operation("GetBucketAcl", ::getBucketAcl, HttpTrait("GET", "/{Bucket}?acl")),
        operation("PutBucketPolicy", ::putBucketPolicy, HttpTrait("PUT", "/{Bucket}?policy", 204)),
        operation("GetBucketPolicy", ::getBucketPolicy, HttpTrait("GET", "/{Bucket}?policy")),
        operation("GetBucketPolicyStatus", ::getBucketPolicyStatus, HttpTrait("GET", "/{Bucket}?policyStatus")),
        operation("DeleteBucketPolicy", ::deleteBucketPolicy, HttpTrait("DELETE", "/{Bucket}?policy", 204)),
        operation("PutBucketRequestPayment", ::putBucketRequestPayment, HttpTrait("PUT", "/{Bucket}?requestPayment")),
        operation("GetBucketRequestPayment", ::getBucketRequestPayment, HttpTrait("GET", "/{Bucket}?requestPayment")),
        operation(
            "PutBucketAccelerateConfiguration",
            ::putBucketAccelerateConfiguration,
            HttpTrait("PUT", "/{Bucket}?accelerate"),
        ),
        operation(
            "GetBucketAccelerateConfiguration",
            ::getBucketAccelerateConfiguration,
            HttpTrait("GET", "/{Bucket}?accelerate"),
        ),
    )
