package io.mockaws.services.cloudformation.sam

/** The role that SAM makes for a resource that names none. */
internal class Roles(
    private val sam: Sam,
) {
    /** A role with [policies] of the template, [managed] and [documents] of SAM's. */
    fun make(
        resource: SamResource,
        assumeRole: Any?,
        policies: Any?,
        managed: List<Any?>,
        documents: List<Any?>,
        tags: Items,
    ): Made {
        val role = resource.part("AWS::IAM::Role", resource.id + "Role")
        val arns = managed.toMutableList()
        val inline = documents.toMutableList()
        PolicyTemplates.entries(policies).forEachIndexed { index, policy ->
            when (PolicyTemplates.kindOf(policy)) {
                PolicyKind.STATEMENT -> inline += document(policy, "${role.id}Policy$index")
                PolicyKind.MANAGED -> managed(policy).let { if (it !in arns) arns += it }
                else -> wrongResource(resource.id, "Policy at index $index in the 'Policies' property is not valid")
            }
        }
        role["AssumeRolePolicyDocument"] = assumeRole
        role["ManagedPolicyArns"] = arns
        role["Policies"] = inline.takeIf { it.isNotEmpty() }
        role["Path"] = resource["RolePath"]
        role["PermissionsBoundary"] = resource["PermissionsBoundary"]
        role["Tags"] = tags
        return role
    }

    private fun document(
        policy: Any?,
        name: String,
    ): Any? =
        if (!isIf(policy)) {
            fieldsOf("PolicyName" to name, "PolicyDocument" to policy)
        } else {
            val branches = branchesOf(policy)!!
            val (yes, no) = branches.drop(1).map {
                if (isNoValue(it)) {
                    it
                } else {
                    fieldsOf(
                        "PolicyName" to name,
                        "PolicyDocument" to it
                    )
                }
            }
            conditional(branches[0], yes, no)
        }

    private fun managed(policy: Any?): Any? {
        if (policy is String) return arnOf(policy)
        val branches = branchesOf(policy) ?: return policy
        val (yes, no) = branches.drop(1).map { if (it is String) arnOf(it) else it }
        return conditional(branches[0], yes, no)
    }

    private fun arnOf(name: String): String = if (name.startsWith("arn:")) {
        name
    } else {
        SamData.managedPolicies[name]?.let { sam.managedPolicy(it) }
            ?: name
    }

    companion object {
        /** Who may take the role: [service], such as `lambda.amazonaws.com`. */
        fun trust(service: String): Fields =
            fieldsOf(
                "Version" to "2012-10-17",
                "Statement" to
                    itemsOf(
                        fieldsOf(
                            "Action" to itemsOf("sts:AssumeRole"),
                            "Effect" to "Allow",
                            "Principal" to fieldsOf("Service" to itemsOf(service)),
                        ),
                    ),
            )

        fun allow(
            action: Any,
            target: Any?,
        ): Fields = fieldsOf("Action" to action, "Effect" to "Allow", "Resource" to target)

        fun policy(
            name: String,
            vararg statements: Fields,
        ): Fields = fieldsOf("PolicyName" to name, "PolicyDocument" to fieldsOf("Statement" to itemsOf(*statements)))

        fun sendMessage(
            queue: Any?,
            id: String,
        ) = policy("${id}SQSPolicy", allow("sqs:SendMessage", queue))

        fun publish(
            topic: Any?,
            id: String,
        ) = policy("${id}SNSPolicy", allow("sns:publish", topic))

        fun putEvents(
            bus: Any?,
            id: String,
        ) = policy("${id}EventBridgePolicy", allow("events:PutEvents", bus))

        fun invoke(
            function: Any?,
            id: String,
        ) = policy("${id}LambdaPolicy", allow("lambda:InvokeFunction", function))

        fun startExecution(
            machine: Any?,
            id: String,
        ) = policy("${id}StartExecutionPolicy", allow("states:StartExecution", machine))

        fun putObject(
            bucket: Any?,
            id: String,
        ) = policy(
            "${id}S3Policy",
            allow("s3:PutObject", fieldsOf("Fn::Join" to itemsOf("/", itemsOf(bucket, "*")))),
            allow("s3:ListBucket", bucket),
        )

        fun xrayPolicy(sam: Sam): String = if (sam.partition ==
            "aws"
        ) {
            "AWSXrayWriteOnlyAccess"
        } else {
            "AWSXRayDaemonWriteAccess"
        }
    }
}
