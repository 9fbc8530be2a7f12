package io.mockaws.ktor

import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationPlugin
import io.ktor.server.application.ApplicationStopped
import io.ktor.server.application.createApplicationPlugin
import io.ktor.server.application.hooks.MonitoringEvent
import io.ktor.server.application.install
import io.mockaws.MockAws
import io.mockaws.ktor.admin.AdminRoutes
import io.mockaws.ktor.admin.Forks
import io.mockaws.ktor.plugin.mount
import io.mockaws.ktor.transport.Cors

/** What [MockAwsPlugin] is told. */
public class MockAwsPluginConfig internal constructor() {
    /** The mock that answers. It goes on when the application stops. */
    public var mock: MockAws? = null
}

/**
 * AWS in a Ktor application: what none of the application's routes takes is answered by a mock, with `/_mockaws/` and the
 * paths of moto and LocalStack. The application's other plugins do nothing to what the mock answers.
 *
 * ```
 * install(MockAwsPlugin) { mock = aws }
 * ```
 *
 * The application brings Ktor's server: it is no dependency of this module.
 */
public val MockAwsPlugin: ApplicationPlugin<MockAwsPluginConfig> =
    createApplicationPlugin("MockAws", ::MockAwsPluginConfig) {
        val aws = requireNotNull(pluginConfig.mock) { "Which mock? install(MockAwsPlugin) { mock = aws }" }
        val forks = Forks { fork, port, all -> MockAwsServer.start(fork, "127.0.0.1", port, siblings = all) { it } }
        application.mount(AdminRoutes(aws, forks, Cors(aws.handler)))
        on(MonitoringEvent(ApplicationStopped)) { forks.close() }
    }

/** Mounts [aws] in this application: see [MockAwsPlugin]. */
public fun Application.mockAws(aws: MockAws) {
    install(MockAwsPlugin) { mock = aws }
}
