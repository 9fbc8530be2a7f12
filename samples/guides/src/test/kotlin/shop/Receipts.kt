package shop

import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.putObject
import aws.smithy.kotlin.runtime.content.ByteStream

class Receipts {
    suspend fun write(
        order: String,
        total: String,
    ) {
        S3Client.fromEnvironment().use { s3 ->
            s3.putObject {
                bucket = "receipts"
                key = "$order.txt"
                body = ByteStream.fromString("total $total")
            }
        }
    }
}
