package io.mockaws.services.kms

import io.mockaws.engine.CallContext
import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.services.kms.key.Key
import io.mockaws.services.kms.key.KeyMaterial
import io.mockaws.services.kms.state.KmsState
import io.mockaws.services.kms.state.allKeys
import io.mockaws.services.kms.state.keyOrNull
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateAction
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateField
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section
import io.mockaws.testing.Calls

/** Keys without their secrets, and the grants on them. Paths: account, region, key. */
internal object KmsPage : ServicePage<KmsState>(KmsService, "AWS KMS") {
    private const val KEY_PATH = 3

    override fun counts(world: World): Map<String, Long> {
        val everywhere = everywhere(world)
        return mapOf(
            "keys" to everywhere.sumOf { it.state.keys.size.toLong() },
            "aliases" to everywhere.sumOf { it.state.aliases.size.toLong() },
            "grants" to everywhere.sumOf { it.state.grants.size.toLong() },
        )
    }

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)
            KEY_PATH -> at(world, path)?.let { call -> call.keyOrNull(path.last())?.let { call.view(it, page) } }
            else -> null
        }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call -> call.allKeys().map { call to it } }
        val admitted =
            all.filter { (call, key) -> page.admits(key.id, key.description, *call.aliasesOf(key).toTypedArray()) }
        val slice = page.slice(admitted) { (call, key) -> call.pathOf(key) }
        val rows =
            slice.entries.map { (call, key) ->
                val aliases = call.aliasesOf(key).joinToString()
                val kind = arrayOf(key.spec, key.usage, key.state)
                row(call.pathOf(key), key.id, aliases, *kind, call.region, call.account, key.createdAt)
            }
        val columns =
            columns(
                "Id" to Kind.TEXT,
                "Aliases" to Kind.TEXT,
                "Spec" to Kind.TEXT,
                "Usage" to Kind.TEXT,
                "State" to Kind.TEXT,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
                "Created" to Kind.TIME,
            )
        val table =
            StateTable("Keys", columns, rows, slice.next, all.size.toLong(), "id, alias or description contains")
        return StateView(title, "service", table = table)
    }

    override fun actions(
        world: World,
        path: List<String>,
    ): List<StateAction> {
        if (path.isNotEmpty()) return emptyList()
        val fixture = KmsFixture({ world.context(KmsService) }) { Calls.NONE }
        val make =
            StateAction("make", "Make a key", listOf(StateField("alias", "Alias"))) {
                val key = fixture.key(it.getValue("alias").removePrefix("alias/"))
                listOf(world.home.account, world.home.region, key.id)
            }
        return listOf(make)
    }

    private fun CallContext<KmsState>.view(
        key: Key,
        page: PageRequest,
    ): StateView {
        val path = pathOf(key)
        val grants = state.grants.values.filter {
            it.keyId == key.id &&
                page.admits(it.granteePrincipal, it.name.orEmpty())
        }
        val slice = page.slice(grants) { listOf(it.id) }
        val rows =
            slice.entries.map {
                row(path, it.id, it.name, it.granteePrincipal, it.operations.joinToString(), it.createdAt)
            }
        val columns =
            columns(
                "Grant" to Kind.TEXT,
                "Name" to Kind.TEXT,
                "Grantee" to Kind.TEXT,
                "Operations" to Kind.TEXT,
                "Created" to Kind.TIME,
            )
        val table = StateTable("Grants", columns, rows, slice.next, filter = "grantee or name contains")
        val facts =
            section(
                "Key",
                "ARN" to key.arn,
                "Aliases" to aliasesOf(key).joinToString().ifEmpty { null },
                "Description" to key.description.ifEmpty { null },
                "Spec" to key.spec,
                "Usage" to key.usage,
                "Origin" to key.origin,
                "State" to key.state,
                "Multi-Region" to key.multiRegion,
                "Deletion" to key.deletionDate,
                "Next rotation" to key.rotation?.next,
                "Created" to key.createdAt,
            )
        val materials = section("Key material", key.materials.associate { it.id to told(it) })
        val tags = section("Tags", key.tags)
        return StateView(key.id, "key", sections = listOf(facts, materials, tags), text = key.policy, table = table)
    }

    private fun told(material: KeyMaterial): String =
        when {
            material.isPending -> "waits for a rotation"
            material.isGone -> "not there any more"
            material.rotatedAt != null -> "since ${material.rotatedAt}"
            else -> "from the beginning"
        }

    private fun CallContext<KmsState>.pathOf(key: Key) = listOf(account, region, key.id)

    private fun CallContext<KmsState>.aliasesOf(key: Key) =
        state.aliases.values.filter { it.keyId == key.id }.map { it.name }.sorted()
}
