package io.mockaws.compat

import aws.sdk.kotlin.services.s3.S3Client
import org.junit.jupiter.api.Test

class ClassPathTest {
    @Test
    fun `a client can be built`() {
        S3Client { region = "us-east-1" }.close()
    }
}
