package io.mockaws.services.sts

import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.services.sts.session.SESSION
import io.mockaws.services.sts.session.Session
import io.mockaws.services.sts.session.StsState
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** Sessions. Paths: the access key. Secrets and tokens are not shown. */
internal object StsPage : ServicePage<StsState>(StsService, "AWS STS") {
    override fun counts(world: World): Map<String, Long> = mapOf("sessions" to sessions(world).size.toLong())

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)
            1 -> sessions(world).firstOrNull { it.accessKeyId == path[0] }?.let(::session)
            else -> null
        }

    private fun sessions(world: World): List<Session> =
        world.states.places(StsService).flatMap { world.context(StsService, it).state.now[SESSION].values }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = sessions(world)
        val slice = page.slice(all.filter { page.admits(it.arn, it.accessKeyId) }) { listOf(it.accessKeyId) }
        val rows = slice.entries.map { row(listOf(it.accessKeyId), it.arn, it.accessKeyId, it.expiration, it.account) }
        val columns =
            columns("ARN" to Kind.TEXT, "Access key" to Kind.TEXT, "Expires" to Kind.TIME, "Account" to Kind.TEXT)
        val table = StateTable("Sessions", columns, rows, slice.next, all.size.toLong(), "ARN or key contains")
        return StateView(title, "service", table = table)
    }

    private fun session(session: Session): StateView {
        val about =
            section(
                "Session",
                "ARN" to session.arn,
                "User id" to session.userId,
                "Account" to session.account,
                "Expires" to session.expiration,
                "Source identity" to session.sourceIdentity,
                "Tags" to session.tags.entries.joinToString { "${it.key}=${it.value}" }.ifEmpty { null },
                "Session policy" to session.policy,
            )
        return StateView(session.accessKeyId, "session", sections = listOf(about))
    }
}
