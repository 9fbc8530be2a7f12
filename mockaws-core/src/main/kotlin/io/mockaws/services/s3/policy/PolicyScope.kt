package io.mockaws.services.s3.policy

/** Whether actions and resources of a policy go together, and are those of its bucket. */
internal object PolicyScope {
    private val ARN = Regex("arn:aws[a-z-]*:s3:::([^/]+)(/.*)?", RegexOption.DOT_MATCHES_ALL)

    /** Refuses [policy] where it is about something else than [bucket] and what is in it. */
    fun check(
        policy: PolicyDocument,
        bucket: String,
    ) = policy.statements.forEach { check(it, bucket) }

    private fun check(
        statement: PolicyStatement,
        bucket: String,
    ) {
        val actions = (statement.actions ?: statement.exceptedActions.orEmpty()).map { PolicyActions.targets(it) }
        if (actions.isEmpty() || actions.any { !it.first && !it.second }) throw PolicyFaults.action()
        if (statement.resources.isEmpty()) throw PolicyFaults.resource()
        val resources = statement.resources.map { targets(it, bucket) }
        if (statement.actions == null || !statement.namesResources) return
        val ofBucket = resources.any { it.first }
        val ofObjects = resources.any { it.second }
        if (actions.any { !(it.first && ofBucket) && !(it.second && ofObjects) }) throw PolicyFaults.notApplicable()
    }

    /** Whether [resource] is a bucket, and whether it is objects; both where a wildcard may end either way. */
    private fun targets(
        resource: String,
        bucket: String,
    ): Pair<Boolean, Boolean> {
        val (name, key) = ARN.matchEntire(resource)?.destructured ?: throw PolicyFaults.resource()
        if (!Wildcard(name).matches(bucket)) throw PolicyFaults.resource()
        return key.isEmpty() to (key.isNotEmpty() || '*' in name)
    }
}
