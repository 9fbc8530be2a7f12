package io.mockaws.server

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import org.junit.jupiter.api.Test

/** Core alone has no server. */
class ServerModeWithoutModuleTest {
    @Test
    fun `who wants a server is told which module has one`() {
        shouldThrow<IllegalStateException> { MockAws.start { it.serverMode(true) } }.message shouldContain
            "add io.mockaws:mockaws-ktor"
    }

    @Test
    fun `so is who wants to be attached to one`() {
        shouldThrow<IllegalStateException> { MockAws.start { it.serverPort(5000) } }.message shouldContain
            "add io.mockaws:mockaws-ktor"
        shouldThrow<IllegalStateException> { MockAws.attach() }.message shouldContain "add io.mockaws:mockaws-ktor"
    }
}
