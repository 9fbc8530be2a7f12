package io.kotest.provided

import io.kotest.core.config.AbstractProjectConfig
import io.kotest.core.extensions.Extension
import io.kotest.engine.concurrency.SpecExecutionMode
import io.kotest.engine.concurrency.TestExecutionMode
import io.mockaws.kotest.MockAwsExtension

class ProjectConfig : AbstractProjectConfig() {
    override val extensions: List<Extension> = listOf(MockAwsExtension())
    override val specExecutionMode: SpecExecutionMode = SpecExecutionMode.LimitedConcurrency(4)
    override val testExecutionMode: TestExecutionMode = TestExecutionMode.LimitedConcurrency(4)
}
