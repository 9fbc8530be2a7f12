package io.mockaws.compat.ktor.mounted

import io.ktor.http.ContentType
import io.ktor.http.content.TextContent
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationCallPipeline
import io.ktor.server.response.ApplicationSendPipeline
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.routing
import io.mockaws.MockAws
import io.mockaws.ktor.mockAws
import java.util.concurrent.atomic.AtomicInteger

/**
 * An application with AWS beside a route of its own, and with what plugins do to answers: here all become the same.
 *
 * @param open counts the calls that it is at
 */
internal fun Application.mounting(
    aws: MockAws,
    open: AtomicInteger,
) {
    intercept(ApplicationCallPipeline.Monitoring) {
        open.incrementAndGet()
        try {
            proceed()
        } finally {
            open.decrementAndGet()
        }
    }
    sendPipeline.intercept(ApplicationSendPipeline.After) {
        proceedWith(TextContent("the application's", ContentType.Text.Plain))
    }
    routing {
        get("/own/{name}") { call.respondText("replaced") }
    }
    mockAws(aws)
}
