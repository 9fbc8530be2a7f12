package io.mockaws.services.iam

import io.mockaws.engine.World
import io.mockaws.kit.Tables
import io.mockaws.services.iam.policy.ManagedPolicy
import io.mockaws.services.iam.principal.AccessKey
import io.mockaws.services.iam.principal.Entity
import io.mockaws.services.iam.principal.Group
import io.mockaws.services.iam.principal.PolicyOwner
import io.mockaws.services.iam.principal.Principal
import io.mockaws.services.iam.principal.Role
import io.mockaws.services.iam.principal.User
import io.mockaws.services.iam.state.ACCESS_KEYS
import io.mockaws.services.iam.state.GROUPS
import io.mockaws.services.iam.state.INSTANCE_PROFILES
import io.mockaws.services.iam.state.IamState
import io.mockaws.services.iam.state.POLICIES
import io.mockaws.services.iam.state.ROLES
import io.mockaws.services.iam.state.USERS
import io.mockaws.services.iam.state.attachmentsOf
import io.mockaws.services.iam.state.owners
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** Users, groups, roles and customers' policies, without secrets. Paths: account, unique id. */
internal object IamPage : ServicePage<IamState>(IamService, "AWS IAM") {
    private const val ENTITY_PATH = 2

    override fun counts(world: World): Map<String, Long> {
        val all = everywhere(world).map { it.state.now }
        return mapOf(
            "users" to all.sumOf { it[USERS].size.toLong() },
            "groups" to all.sumOf { it[GROUPS].size.toLong() },
            "roles" to all.sumOf { it[ROLES].size.toLong() },
            "policies" to all.sumOf { it[POLICIES].size.toLong() },
        )
    }

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)
            ENTITY_PATH -> entity(world, path[0], path[1], page)
            else -> null
        }

    /** One of what is in the table. */
    private class Line(
        val account: String,
        val id: String,
        val kind: String,
        val entity: Any,
        val name: String,
        val arn: String,
    )

    private fun lines(world: World): List<Line> =
        everywhere(world).flatMap { call ->
            val tables = call.state.now
            val entities: List<Entity> = tables.owners() + tables[INSTANCE_PROFILES].values
            entities.map { Line(call.account, it.id, kindOf(it), it, it.name, it.arn) } +
                tables[POLICIES].values.map { Line(call.account, it.id, "policy", it, it.name, it.arn) }
        }

    private fun kindOf(entity: Entity): String =
        when (entity) {
            is User -> "user"
            is Group -> "group"
            is Role -> "role"
            else -> "instance profile"
        }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = lines(world)
        val slice = page.slice(all.filter { page.admits(it.arn, it.kind) }) { listOf(it.kind, it.name, it.account) }
        val rows =
            slice.entries.map { row(listOf(it.account, it.id), it.name, it.kind, it.arn, it.account) }
        val columns =
            columns("Name" to Kind.TEXT, "Kind" to Kind.TEXT, "ARN" to Kind.TEXT, "Account" to Kind.TEXT)
        val table =
            StateTable(
                "Users, groups, roles, policies",
                columns,
                rows,
                slice.next,
                all.size.toLong(),
                "ARN or kind contains"
            )
        return StateView(title, "service", table = table)
    }

    private fun entity(
        world: World,
        account: String,
        id: String,
        page: PageRequest,
    ): StateView? {
        val line = lines(world).firstOrNull { it.account == account && it.id == id } ?: return null
        val tables = everywhere(world).first { it.account == account }.state.now
        return when (val entity = line.entity) {
            is PolicyOwner<*> -> owner(line, entity, tables, page)
            is ManagedPolicy -> policy(line, entity, tables, page)
            else -> StateView(line.name, line.kind, sections = listOf(section("About", "ARN" to line.arn)))
        }
    }

    private fun owner(
        line: Line,
        owner: PolicyOwner<*>,
        tables: Tables,
        page: PageRequest,
    ): StateView {
        val user = owner as? User
        val role = owner as? Role
        val keys = tables[ACCESS_KEYS].values.filter { it.owner == owner.id && it.status != AccessKey.Status.Deleted }
        val about =
            section(
                line.kind.replaceFirstChar(Char::uppercase),
                "ARN" to owner.arn,
                "Id" to owner.id,
                "Created" to owner.createdAt,
                "Permissions boundary" to (owner as? Principal<*>)?.boundary,
                "Groups" to user?.groups?.mapNotNull { tables[GROUPS][it]?.name }?.joinToString()?.ifEmpty { null },
                "Access keys" to keys.joinToString { "${it.id} (${it.status})" }.ifEmpty { null },
                "Description" to role?.description,
                "Linked to" to role?.linkedService,
            )
        val tags = section("Tags", (owner as? Principal<*>)?.tags.orEmpty())
        val policies = owner.inline.toList() + owner.attached.map { it to "managed" }
        val slice = page.slice(policies.filter { page.admits(it.first) }) { listOf(it.first) }
        val rows = slice.entries.map { row(listOf(line.account, line.id), it.first, it.second) }
        val table =
            StateTable(
                "Policies",
                columns("Policy" to Kind.TEXT, "Document" to Kind.TEXT),
                rows,
                slice.next,
                filter = "name contains",
            )
        return StateView(owner.name, line.kind, sections = listOf(about, tags), text = role?.trustPolicy, table = table)
    }

    private fun policy(
        line: Line,
        policy: ManagedPolicy,
        tables: Tables,
        page: PageRequest,
    ): StateView {
        val about =
            section(
                "Policy",
                "ARN" to policy.arn,
                "Id" to policy.id,
                "Description" to policy.description,
                "Attached to" to tables.attachmentsOf(policy.arn),
                "Created" to policy.createdAt,
            )
        val slice = page.slice(policy.versions) { listOf(it.id) }
        val rows =
            slice.entries.map {
                row(listOf(line.account, line.id), it.id, it.id == policy.defaultVersion, it.createdAt, it.document)
            }
        val columns =
            columns("Version" to Kind.TEXT, "Default" to Kind.TEXT, "Created" to Kind.TIME, "Document" to Kind.TEXT)
        return StateView(
            policy.name,
            "policy",
            sections = listOf(about, section("Tags", policy.tags)),
            text = policy.default.document,
            table = StateTable("Versions", columns, rows, slice.next, filter = ""),
        )
    }
}
