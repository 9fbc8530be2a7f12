package io.mockaws.services.iam.state

import io.mockaws.engine.AwsFault
import io.mockaws.kit.AccessKeyIds
import io.mockaws.kit.Arn
import io.mockaws.kit.Table
import io.mockaws.kit.TableWriter
import io.mockaws.kit.Tables
import io.mockaws.services.iam.principal.Entity
import io.mockaws.services.iam.principal.Group
import io.mockaws.services.iam.principal.InstanceProfile
import io.mockaws.services.iam.principal.Role
import io.mockaws.services.iam.principal.User
import kotlin.time.Instant

/** What users, groups, roles and instance profiles have in common, and in which words IAM speaks of them. */
internal class EntityKind<T : Entity>(
    val table: Table<T>,
    /** As in `The user with name bob cannot be found.` */
    val noun: String,
    /** What its unique ids begin with. */
    val prefix: String,
    /** What stands in its ARN before the path. */
    val resource: String,
    /** How many an account may have, and what the quota is called. */
    val quota: Int,
    val quotaName: String,
    val missing: (String) -> AwsFault,
    val taken: (String) -> AwsFault,
) {
    companion object {
        /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
        val USER: EntityKind<User> =
            named(USERS, "user", "AIDA", 5000, "UsersPerAccount")
        val GROUP: EntityKind<Group> =
            named(GROUPS, "group", "AGPA", 300, "GroupsPerAccount")
        val ROLE: EntityKind<Role> =
            named(ROLES, "role", "AROA", 1000, "RolesPerAccount")
        val INSTANCE_PROFILE: EntityKind<InstanceProfile> =
            EntityKind(
                INSTANCE_PROFILES,
                "instance profile",
                "AIPA",
                "instance-profile",
                1000,
                "InstanceProfilesPerAccount",
                { IamFaults.noSuch("Instance Profile $it cannot be found.") },
                { IamFaults.exists("Instance Profile $it already exists.") },
            )

        private fun <T : Entity> named(
            table: Table<T>,
            noun: String,
            prefix: String,
            quota: Int,
            quotaName: String,
        ) = EntityKind(
            table,
            noun,
            prefix,
            noun,
            quota,
            quotaName,
            { IamFaults.noSuch("The $noun with name $it cannot be found.") },
            { IamFaults.exists("${noun.replaceFirstChar(Char::uppercase)} with name $it already exists.") },
        )
    }
}

/** The one that is called [name]. */
internal fun <T : Entity> Tables.find(
    kind: EntityKind<T>,
    name: String,
): T = findOrNull(kind, name) ?: throw kind.missing(name)

internal fun <T : Entity> Tables.findOrNull(
    kind: EntityKind<T>,
    name: String,
): T? = this[kind.table].values.firstOrNull { it.name == name }

/** All of a kind whose path begins with [pathPrefix], by name. */
internal fun <T : Entity> Tables.all(
    kind: EntityKind<T>,
    pathPrefix: String? = null,
): List<T> =
    this[kind.table].values.filter { pathPrefix == null || it.path.startsWith(pathPrefix) }.sortedBy { it.name }

/** Puts [entity], which may be there already. */
internal fun <T : Entity> TableWriter.put(
    kind: EntityKind<T>,
    entity: T,
) {
    this[kind.table, entity.id] = entity
}

/** Changes the one that is called [name], and returns what has become of it. */
internal fun <T : Entity> IamCall.change(
    kind: EntityKind<T>,
    name: String,
    change: TableWriter.(T) -> T,
): T =
    state.write {
        change(find(kind, name)).also { put(kind, it) }
    }

/** Refuses [name] where another has it, whatever the case. */
internal fun <T : Entity> Tables.checkNew(
    kind: EntityKind<T>,
    name: String,
) {
    val all = this[kind.table]
    if (all.values.any { it.name.equals(name, ignoreCase = true) }) throw kind.taken(name)
    if (all.size >= kind.quota) throw IamFaults.quota(kind.quotaName, kind.quota)
}

/** [path], or the one that things have whose maker says nothing. What is between two slashes is something. */
internal fun checkedPath(path: String?): String {
    if (path != null && "//" in path) throw IamFaults.invalid(IamFaults.invalidPath("path"))
    return path ?: "/"
}

/** A unique id that begins with [prefix]. */
internal fun IamCall.newId(prefix: String): String = prefix + ids.random(UNIQUE, AccessKeyIds.ALPHABET)

/** The ARN of [resource] of this account: `user/division/bob`. */
internal fun IamCall.iamArn(resource: String): String =
    Arn(Arn.partitionOf(region), "iam", "", account, resource).toString()

internal fun IamCall.arnOf(
    kind: EntityKind<*>,
    path: String,
    name: String,
): String = iamArn("${kind.resource}$path$name")

/** The instant of the call; IAM keeps no fractions of seconds. */
internal fun IamCall.second(): Instant = Instant.fromEpochSeconds(now().epochSeconds)

private const val UNIQUE = 17
