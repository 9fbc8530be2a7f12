package io.mockaws.benchmarks

import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.listBuckets
import io.mockaws.mockAws
import kotlinx.coroutines.runBlocking

/** One answer of a mock to a Kotlin S3 client that is `intercepted` or `injected`; see [StartUp]. */
fun main(arguments: Array<String>) =
    runBlocking {
        when (arguments.single()) {
            "intercepted" -> mockAws {
                S3Client.fromEnvironment().use { check(it.listBuckets().buckets.isNullOrEmpty()) }
            }

            "injected" -> mockAws(intercept = false) {
                S3Client.fromEnvironment {
                    kotlinSdk.configure(this)
                }.use { check(it.listBuckets().buckets.isNullOrEmpty()) }
            }

            else -> error("intercepted or injected")
        }
    }
