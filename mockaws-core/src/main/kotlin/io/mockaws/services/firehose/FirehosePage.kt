package io.mockaws.services.firehose

import io.mockaws.engine.World
import io.mockaws.kit.text
import io.mockaws.services.firehose.state.BUFFERS
import io.mockaws.services.firehose.state.FirehoseCall
import io.mockaws.services.firehose.state.FirehoseState
import io.mockaws.services.firehose.state.STREAMS
import io.mockaws.services.firehose.stream.DeliveryStream
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** Delivery streams and what waits in them. Paths: account, region, stream. */
internal object FirehosePage : ServicePage<FirehoseState>(FirehoseService, "Amazon Data Firehose") {
    private const val STREAM_PATH = 3

    override fun counts(world: World): Map<String, Long> =
        mapOf("delivery streams" to everywhere(world).sumOf { it.state.now[STREAMS].size.toLong() })

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)
            STREAM_PATH -> at(world, path)?.let { call -> call.state.now[STREAMS][path[2]]?.let { call.view(it) } }
            else -> null
        }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call -> call.state.now[STREAMS].values.map { call to it } }
        val slice = page.slice(all.filter { page.admits(it.second.name) }) { (call, stream) -> call.path(stream) }
        val rows =
            slice.entries.map { (call, stream) ->
                row(
                    call.path(stream),
                    stream.name,
                    stream.type,
                    stream.kind,
                    call.waiting(stream),
                    call.region,
                    call.account
                )
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "Source" to Kind.TEXT,
                "Destination" to Kind.TEXT,
                "Waiting" to Kind.NUMBER,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
            )
        val table = StateTable("Delivery streams", columns, rows, slice.next, all.size.toLong(), "name contains")
        return StateView(title, "service", table = table)
    }

    private fun FirehoseCall.view(stream: DeliveryStream): StateView {
        val facts =
            section(
                "Delivery stream",
                "ARN" to stream.arn,
                "Source" to (stream.sourceArn ?: stream.type),
                "Destination" to stream.kind,
                "Bucket" to stream.s3?.text("BucketARN"),
                "Prefix" to stream.s3?.text("Prefix"),
                "Waiting" to waiting(stream),
                "Next delivery" to state.now[BUFFERS][stream.name]?.due,
                "Version" to stream.version,
                "Created" to stream.createdAt,
            )
        return StateView(
            title = stream.name,
            kind = "delivery stream",
            sections = listOf(facts),
            text = stream.destination.toString(),
        )
    }

    private fun FirehoseCall.waiting(stream: DeliveryStream) = state.now[BUFFERS][stream.name]?.records?.size ?: 0

    private fun FirehoseCall.path(stream: DeliveryStream) = listOf(account, region, stream.name)
}
