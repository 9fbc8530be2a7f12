package io.mockaws.services.s3.settings

import io.mockaws.engine.Operation
import io.mockaws.engine.operation
import io.mockaws.services.s3.S3State

/** Those of the settings that say who may do what with a bucket, how and at whose expense. */
internal fun accessOperation(name: String): Operation<S3State, *, *>? =
    when (name) {
        "PutPublicAccessBlock" -> operation(name, ::putPublicAccessBlock)
        "GetPublicAccessBlock" -> operation(name, ::getPublicAccessBlock)
        "DeletePublicAccessBlock" -> operation(name, ::deletePublicAccessBlock)
        "PutBucketOwnershipControls" -> operation(name, ::putBucketOwnershipControls)
        "GetBucketOwnershipControls" -> operation(name, ::getBucketOwnershipControls)
        "DeleteBucketOwnershipControls" -> operation(name, ::deleteBucketOwnershipControls)
        "PutBucketAcl" -> operation(name, ::putBucketAcl)
        "GetBucketAcl" -> operation(name, ::getBucketAcl)
        "PutBucketPolicy" -> operation(name, ::putBucketPolicy)
        "GetBucketPolicy" -> operation(name, ::getBucketPolicy)
        "GetBucketPolicyStatus" -> operation(name, ::getBucketPolicyStatus)
        "DeleteBucketPolicy" -> operation(name, ::deleteBucketPolicy)
        "PutBucketRequestPayment" -> operation(name, ::putBucketRequestPayment)
        "GetBucketRequestPayment" -> operation(name, ::getBucketRequestPayment)
        "PutBucketAccelerateConfiguration" -> operation(name, ::putBucketAccelerateConfiguration)
        "GetBucketAccelerateConfiguration" -> operation(name, ::getBucketAccelerateConfiguration)
        else -> null
    }
