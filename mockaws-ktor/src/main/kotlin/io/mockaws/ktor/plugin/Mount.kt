package io.mockaws.ktor.plugin

import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationCall
import io.ktor.server.application.ApplicationCallPipeline
import io.ktor.server.application.PipelineCall
import io.ktor.server.application.call
import io.ktor.server.application.isHandled
import io.ktor.server.engine.BaseApplicationResponse
import io.ktor.server.http.HttpRequestCloseHandlerKey
import io.ktor.server.response.ApplicationSendPipeline
import io.ktor.util.pipeline.PipelinePhase
import io.ktor.utils.io.InternalAPI
import io.mockaws.wire.http.HttpHandler
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel
import kotlinx.coroutines.withContext
import java.io.IOException

/** Has [handler] answer what none of the application's routes takes. */
internal fun Application.mount(handler: HttpHandler) {
    val mount = Mount(handler, developmentMode)
    val phase = PipelinePhase("MockAws")
    insertPhaseAfter(ApplicationCallPipeline.Call, phase)
    intercept(phase) { if (!call.isHandled) mount.answer(call) }
}

/** Answers calls of an application by [handler], whichever of Ktor's engines the application runs on. */
private class Mount(
    private val handler: HttpHandler,
    developmentMode: Boolean,
) {
    /** What an answer passes: the engine and nothing else, as it is complete already. */
    private val toTheEngine = ApplicationSendPipeline(developmentMode).also(BaseApplicationResponse::setupSendPipeline)

    /** Elsewhere than on an engine's own threads: long objects are kept in files, which are read without suspending. */
    suspend fun answer(call: PipelineCall): Unit =
        withContext(Dispatchers.IO) {
            cancelWhenTheClientLeaves(call)
            val body = ReceivedBody.of(call)
            val content =
                try {
                    answerContent(handler.handle(call.request.asHttpRequest(body)), call.request, mayGoOn(body))
                } catch (broken: IOException) {
                    // A fault of the transport; an answer would be one of AWS's.
                    BrokenContent(broken)
                }
            toTheEngine.execute(call, content)
        }

    /** Who still waits to be told to send cannot be told any more, and nobody knows whether the content comes. */
    private fun mayGoOn(body: Any) = body !is ReceivedBody || body.isInvited

    /**
     * A message must not be received for nobody. Only for these calls: the application's own may be meant to go on. By the
     * key that Ktor's plugin for it uses, which is for whole routes and there is none.
     */
    @OptIn(InternalAPI::class)
    private fun cancelWhenTheClientLeaves(call: ApplicationCall) {
        call.attributes.put(HttpRequestCloseHandlerKey) {
            call.coroutineContext.cancel(CancellationException("The client has gone"))
        }
    }
}
