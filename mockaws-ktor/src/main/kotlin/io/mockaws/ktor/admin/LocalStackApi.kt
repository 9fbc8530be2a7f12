package io.mockaws.ktor.admin

import io.mockaws.MockAws
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/**
 * Where tools that know LocalStack look whether it is up, and reset it.
 *
 * @see <a href="https://docs.localstack.cloud/aws/capabilities/networking/internal-endpoints/">internal endpoints</a>
 */
internal class LocalStackApi(
    private val aws: MockAws,
) {
    val routes: Routes =
        Routes(
            "/_localstack",
            listOf(
                Route("GET", "/_localstack/health") { health() },
                // Without a body, as a probe asks it.
                Route("HEAD", "/_localstack/health") { health() },
                Route("POST", "/_localstack/state/reset") { reset() },
            ),
        )

    private fun health() =
        Json.answer(
            buildJsonObject {
                putJsonObject("services") { aws.services.forEach { put(it, "running") } }
                put("edition", "mockaws")
                put("version", MockAws::class.java.`package`.implementationVersion ?: "development")
            },
        )

    private fun reset() =
        aws.reset().let { Json.answer(buildJsonObject { put("status", "ok") }) }
}
