package io.mockaws.compat.ktor.mounted

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.ktor.client.request.get
import io.ktor.client.request.put
import io.ktor.client.statement.bodyAsText
import io.ktor.server.application.Application
import io.ktor.server.application.install
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.routing
import io.ktor.server.testing.testApplication
import io.mockaws.MockAws
import io.mockaws.ktor.MockAwsPlugin
import io.mockaws.ktor.mockAws
import org.junit.jupiter.api.Test

/** What docs/ktor.md shows. */
class PrototypeTest {
    private fun Application.prototype(aws: MockAws) {
        routing {
            get("/prices/{article}") { call.respondText("42") }
        }
        mockAws(aws)
    }

    @Test
    fun `which mock is meant has to be said`() {
        testApplication {
            application {
                shouldThrow<IllegalArgumentException> { install(MockAwsPlugin) }.message shouldContain "{ mock = aws }"
            }
            startApplication()
        }
    }

    @Test
    fun `an application has AWS beside its own routes`() {
        MockAws.start().use { aws ->
            testApplication {
                application { prototype(aws) }
                client.put("/photos")
                client.get("/prices/1").bodyAsText() shouldBe "42"
                aws.s3.buckets().single().name shouldBe "photos"
            }
        }
    }
}
