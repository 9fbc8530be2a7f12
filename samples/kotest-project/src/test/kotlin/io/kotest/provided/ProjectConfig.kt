package io.kotest.provided

import io.kotest.core.config.AbstractProjectConfig
import io.kotest.core.extensions.Extension
import io.kotest.engine.concurrency.SpecExecutionMode
import io.kotest.engine.concurrency.TestExecutionMode
import io.mockaws.kotest.MockAwsExtension
import kotlin.time.Duration.Companion.seconds

/** Every test of the project has its own AWS, which begins with what the shop needs. */
class ProjectConfig : AbstractProjectConfig() {
    override val extensions: List<Extension> =
        listOf(
            MockAwsExtension {
                s3.bucket("receipts")
                sqs.queue("orders") { visibilityTimeout = 30.seconds }
            }
        )
    override val specExecutionMode: SpecExecutionMode = SpecExecutionMode.Concurrent
    override val testExecutionMode: TestExecutionMode = TestExecutionMode.Concurrent
}
