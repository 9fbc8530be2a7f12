package io.mockaws.services.apigateway.template

import org.apache.velocity.VelocityContext
import org.apache.velocity.app.VelocityEngine
import org.apache.velocity.app.event.EventCartridge
import org.apache.velocity.app.event.ReferenceInsertionEventHandler
import org.apache.velocity.exception.VelocityException
import org.apache.velocity.runtime.RuntimeConstants
import org.apache.velocity.runtime.resource.loader.ClasspathResourceLoader
import org.apache.velocity.util.introspection.SecureUberspector
import java.io.StringWriter

/** A mapping template in the language of Apache Velocity. */
internal object MappingTemplate {
    /** A template that cannot be read, or fails. */
    class Failure(
        message: String,
        cause: Throwable,
    ) : RuntimeException(message, cause)

    private val engine: VelocityEngine by lazy {
        VelocityEngine().apply {
            setProperty(RuntimeConstants.UBERSPECT_CLASSNAME, SecureUberspector::class.java.name)
            setProperty(RuntimeConstants.SPACE_GOBBLING, "bc")
            setProperty(RuntimeConstants.RESOURCE_LOADERS, "class")
            setProperty("resource.loader.class.class", ClasspathResourceLoader::class.java.name)
            setProperty(RuntimeConstants.MAX_NUMBER_LOOPS, MOST_LOOPS)
            // As in the versions of Velocity that API Gateway's templates were written for.
            setProperty(RuntimeConstants.PARSER_HYPHEN_ALLOWED, true)
            init()
        }
    }

    /**
     * Renders [template] with [values] by the names of variables. What is not there writes nothing.
     *
     * @throws Failure for one that is no template
     */
    fun render(
        template: String,
        values: Map<String, Any?>,
    ): String {
        val context = VelocityContext(HashMap(values))
        val events = EventCartridge()
        events.addEventHandler(ReferenceInsertionEventHandler { _, _, value -> value ?: "" })
        events.attachToContext(context)
        val out = StringWriter()
        try {
            engine.evaluate(context, out, "template", template)
        } catch (failure: VelocityException) {
            throw Failure(failure.message.orEmpty(), failure)
        }
        return out.toString()
    }

    private const val MOST_LOOPS = 1000
}
