@file:OptIn(KotestInternal::class)

package io.mockaws.kotest.engine

import io.kotest.common.KotestInternal
import io.kotest.core.config.AbstractProjectConfig
import io.kotest.core.spec.SpecRef
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.TestEngineLauncher
import io.kotest.engine.concurrency.SpecExecutionMode
import io.kotest.engine.concurrency.TestExecutionMode
import io.kotest.engine.listener.CollectingTestEngineListener
import io.kotest.engine.test.TestResult
import io.mockaws.kotest.MockAwsExtension
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking

/** A run of Kotest with [extension] for the whole project, all of it concurrent. */
fun runSpecs(
    extension: MockAwsExtension?,
    specs: List<SpecRef>,
): Map<String, TestResult> {
    val listener = CollectingTestEngineListener()
    val config =
        object : AbstractProjectConfig() {
            override val extensions = listOfNotNull(extension)
            override val specExecutionMode = SpecExecutionMode.LimitedConcurrency(8)
            override val testExecutionMode = TestExecutionMode.LimitedConcurrency(8)
        }
    // The context of the outer test, and so its mock, is none of the inner tests' business.
    runBlocking(Dispatchers.Default) {
        TestEngineLauncher().withListener(listener).withProjectConfig(config).withSpecRefs(specs).execute()
    }
    return listener.tests.entries.associate { (key, result) -> key.descriptor.path().value to result }
}

/** The result of the test that [body] adds to a spec. */
fun resultOf(
    extension: MockAwsExtension = MockAwsExtension(),
    body: FunSpec.() -> Unit,
): TestResult = runSpecs(extension, listOf(SpecRef.Function({ object : FunSpec(body) {} }, FunSpec::class, "inner"))).values.last()
