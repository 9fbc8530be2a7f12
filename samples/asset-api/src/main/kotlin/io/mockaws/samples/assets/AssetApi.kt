package io.mockaws.samples.assets

import io.ktor.http.ContentType
import io.ktor.http.HttpHeaders
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationCall
import io.ktor.server.request.receiveText
import io.ktor.server.response.header
import io.ktor.server.response.respond
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import java.util.UUID

/** `POST /asset` keeps an asset, `GET /asset/{id}` gives it back. */
fun Application.assetApi(assets: AssetBasket) {
    routing {
        post("/asset") {
            val wanted =
                try {
                    Json.decodeFromString<NewAsset>(call.receiveText())
                } catch (notAnAsset: SerializationException) {
                    return@post call.respondText(notAnAsset.message.orEmpty(), status = HttpStatusCode.BadRequest)
                }
            val asset = Asset(UUID.randomUUID().toString(), wanted.name, wanted.owner, wanted.value)
            assets.add(asset)
            call.response.header(HttpHeaders.Location, "/asset/${asset.id}")
            call.respond(asset, HttpStatusCode.Created)
        }
        get("/asset/{id}") {
            val asset = assets.find(call.parameters["id"]!!)
            if (asset == null) call.respond(HttpStatusCode.NotFound) else call.respond(asset, HttpStatusCode.OK)
        }
    }
}

private suspend fun ApplicationCall.respond(
    asset: Asset,
    status: HttpStatusCode,
) = respondText(Json.encodeToString(asset), ContentType.Application.Json, status)
