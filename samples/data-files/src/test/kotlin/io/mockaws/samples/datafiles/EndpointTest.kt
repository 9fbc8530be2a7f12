package io.mockaws.samples.datafiles

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.jetbrains.kotlinx.dataframe.DataFrame
import org.jetbrains.kotlinx.dataframe.api.sum
import org.jetbrains.kotlinx.dataframe.io.readCSV
import org.jetbrains.kotlinx.dataframe.io.readJson
import org.junit.jupiter.api.Test
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3Configuration
import software.amazon.awssdk.services.s3.presigner.S3Presigner
import java.io.IOException
import java.net.URL
import java.time.Duration

/** Kotlin DataFrame opens URLs by itself, and knows nothing of AWS: it is served by the mock's port. */
class EndpointTest {
    @Test
    fun `a data frame is read from a presigned URL`() = runTest {
        mockAws(serverMode = true) {
            s3.bucket("sales")
                .put("01.csv", "id,cents\n1,500\n2,250\n")
                .put("01.json", """[{"id": 1, "cents": 500}, {"id": 2, "cents": 250}]""")

            DataFrame.readCSV(presigned("01.csv")).sum("cents") shouldBe 750
            DataFrame.readJson(presigned("01.json")).sum("cents") shouldBe 750
            calls("s3", "GetObject").succeeded().size shouldBe 2
        }
    }

    @Test
    fun `a URL that has expired reads nothing`() = runTest {
        mockAws(serverMode = true) {
            s3.bucket("sales").put("01.csv", "id,cents\n1,500\n")
            val url = presigned("01.csv")

            time.advanceBy(Duration.ofMinutes(6))

            shouldThrow<IOException> { DataFrame.readCSV(url) }
            calls("s3", "GetObject").failedWith("AccessDenied").size shouldBe 1
        }
    }

    private fun MockAws.presigned(key: String): URL =
        S3Presigner.builder()
            .endpointOverride(endpoint)
            .region(Region.of(region))
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build()
            .use { presigner ->
                presigner.presignGetObject { request ->
                    request.signatureDuration(Duration.ofMinutes(5)).getObjectRequest { it.bucket("sales").key(key) }
                }.url()
            }
}
