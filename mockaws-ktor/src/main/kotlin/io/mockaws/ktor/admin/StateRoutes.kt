package io.mockaws.ktor.admin

import io.mockaws.MockAws
import io.mockaws.state.StateContent
import io.mockaws.wire.http.ByteSource
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.percentEncode

/** A look into the services. */
internal class StateRoutes(
    private val aws: MockAws,
) {
    private val service = Parameter("service", "its name", "s3", isOptional = false)
    private val path =
        Parameter("path", "one segment or more, as the rows of a table say", "photos", isOptional = false)
    private val key =
        Parameter("path", "the path of something that has content", "photos/key/a.txt", isOptional = false)
    private val after = Parameter("after", "the `next` of the table's last page", "a")
    private val limit = Parameter("limit", "the most rows, 1 to 1000; 100 unless given", "10", Type.INTEGER)
    private val filter = Parameter("filter", "only rows with this text, in the sense that the table tells", "a")
    private val download = Parameter("download", "whether a browser shall save it", "true", Type.BOOLEAN)
    private val bytes = Parameter("bytes", "only so many from the beginning", "10", Type.INTEGER)

    private val all =
        Description("The services and how much is in them", Answer(200, "All services", "[$SUMMARY]"))
    private val ofService =
        Description("What is in a service", Answer(200, "Its page", VIEW), listOf(service, after, limit, filter))
    private val ofThing =
        Description(
            "One thing and what is in it",
            Answer(200, "Its page", VIEW),
            listOf(service, path, after, limit, filter),
        )
    private val ofContent =
        Description(
            "The bytes of an object. A browser shows pictures, and text as text, and runs nothing",
            Answer(200, "The bytes", mediaType = "*/*"),
            listOf(service, key, download, bytes),
        )

    val routes: List<Route> =
        listOf(
            route("GET", "/_mockaws/state", all) { Json.answer(aws.state.services()) },
            route("GET", "/_mockaws/state/{service}", ofService) {
                look(it.request, it.labels["service"], emptyList())
            },
            route("GET", "/_mockaws/state/{service}/{path+}", ofThing) {
                look(it.request, it.labels["service"], it.labels.all("path"))
            },
            route("GET", "/_mockaws/content/{service}/{path+}", ofContent) { content(it.request, it.labels) },
        )

    private fun look(
        request: HttpRequest,
        service: String,
        path: List<String>,
    ): HttpResponse {
        val limit = request.number("limit", 1..MAX_ROWS) ?: ROWS
        val found = aws.state.look(
            service,
            path,
            request.parameters["after"],
            limit,
            request.parameters["filter"].orEmpty()
        )
        return Json.answer(
            found ?: throw AdminError.notFound("There is no ${(listOf(service) + path).joinToString(" / ")}")
        )
    }

    private fun content(
        request: HttpRequest,
        labels: Labels,
    ): HttpResponse {
        val path = labels.all("path")
        val content =
            aws.state.content(labels["service"], path)
                ?: throw AdminError.notFound("Nothing at ${path.joinToString(" / ")} has content")
        val isSaved = request.parameters["download"] == "true"
        val body = request.number("bytes")?.let { Beginning(content.body, it.toLong()) } ?: content.body
        return HttpResponse(200, headers(content, isSaved), body)
    }

    /** Whoever filled the bucket shall not script the dashboard, which is at the same address. */
    private fun headers(
        content: StateContent,
        isSaved: Boolean,
    ): Headers {
        val type = content.contentType.substringBefore(';').trim().lowercase()
        val shown = if (type in PICTURES) type else "text/plain; charset=utf-8"
        val name = "filename*=UTF-8''${percentEncode(content.name)}"
        return Headers.of(
            "Content-Type" to if (isSaved) "application/octet-stream" else shown,
            "Content-Disposition" to if (isSaved) "attachment; $name" else "inline; $name",
            "Content-Security-Policy" to "sandbox; default-src 'none'",
            "X-Content-Type-Options" to "nosniff",
            "Cross-Origin-Resource-Policy" to "same-origin",
            "Cache-Control" to "no-store",
        )
    }

    /** The first [limit] bytes of [whole], or all of them. */
    private class Beginning(
        private val whole: HttpBody,
        private val limit: Long,
    ) : HttpBody {
        override val contentLength: Long? get() = whole.contentLength?.let { minOf(it, limit) }

        override suspend fun open(): ByteSource {
            val source = whole.open()
            return object : ByteSource by source {
                private var left = limit

                override suspend fun read(
                    buffer: ByteArray,
                    offset: Int,
                    length: Int,
                ): Int {
                    if (left == 0L) return -1
                    return source.read(buffer, offset, minOf(length.toLong(), left).toInt()).also {
                        if (it >
                            0
                        ) {
                            left -= it
                        }
                    }
                }
            }
        }
    }

    private companion object {
        const val ROWS = 100
        const val MAX_ROWS = 1000

        /** What browsers show without running anything of it; SVG because the sandbox forbids its scripts. */
        val PICTURES =
            setOf(
                "image/png",
                "image/jpeg",
                "image/gif",
                "image/webp",
                "image/avif",
                "image/bmp",
                "image/svg+xml",
                "image/x-icon"
            )

        const val SUMMARY = """{"name": "s3", "title": "Amazon S3", "counts": {"{buckets}": 1}}"""
        const val VIEW =
            """{"title": "photos", "kind": "bucket", "trail": [{"title": "photos", "path": ["photos"]}],
            "sections": [{"title": "Bucket", "facts": {"{Region}": null}}], "text?": "hello",
            "content?": {"contentType": "text/plain", "length": 5},
            "table?": {"title": "Objects", "columns": [{"name": "Name", "kind": "TEXT"}],
            "rows": [{"path": ["photos", "key", "a.txt"], "cells": ["a.txt", 5]}], "next?": "a.txt", "total?": 1,
            "filter": "name begins with"},
            "actions": [{"name": "put", "title": "Put an object", "fields": [{"name": "key", "title": "Key", "value": "",
            "isLong": false, "isOptional": false, "choices": ["S"]}], "loses": false}]}"""
    }
}
