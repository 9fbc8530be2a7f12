package io.mockaws.compat.ktor

import aws.sdk.kotlin.services.s3.S3Client
import aws.sdk.kotlin.services.s3.createBucket
import io.ktor.server.application.Application
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import software.amazon.awssdk.services.s3.S3Client as JavaS3Client

/** Clients as applications have them: made once, configured by nobody. */
internal object Clients {
    val java: JavaS3Client by lazy { JavaS3Client.create() }
}

/** An application that knows nothing of mocks: it makes buckets and lists them, by both SDKs. */
internal fun Application.boxes() {
    routing {
        post("/boxes/{name}") {
            val name = call.parameters["name"]!!
            withContext(Dispatchers.IO) { Clients.java.createBucket { it.bucket(name) } }
            call.respondText(name)
        }
        post("/kotlin-boxes/{name}") {
            S3Client.fromEnvironment().use { s3 -> s3.createBucket { bucket = call.parameters["name"] } }
            call.respondText("made")
        }
        get("/boxes") {
            call.respondText(Clients.java.listBuckets().buckets().joinToString { it.name() })
        }
    }
}
