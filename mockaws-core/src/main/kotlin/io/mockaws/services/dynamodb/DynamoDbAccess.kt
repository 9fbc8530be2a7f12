package io.mockaws.services.dynamodb

import io.mockaws.engine.CallContext
import io.mockaws.engine.access.Need
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.access.at
import io.mockaws.iam.ConditionKeys
import io.mockaws.iam.Principal
import io.mockaws.iam.ResourceSide
import io.mockaws.kit.Arn
import io.mockaws.services.dynamodb.table.TableDefinition

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
internal object DynamoDbAccess : ServiceAccess<DynamoDbState>() {
    private const val TABLE = "table/"

    override fun arn(
        kind: String,
        value: Any,
        call: CallContext<DynamoDbState>,
    ): String = table("$value", call)

    private fun table(
        name: String,
        call: CallContext<DynamoDbState>,
    ): String = if (name.startsWith("arn:")) name else Arn.of("dynamodb", call.place, "table/$name").toString()

    override fun needs(
        operation: String,
        input: Map<String, Any?>,
        call: CallContext<DynamoDbState>,
    ): List<Need>? =
        when (operation) {
            "Query", "Scan" -> listOf(Need("dynamodb:$operation", read(input, call)))
            "TransactGetItems", "TransactWriteItems" -> transaction(input, call, operation)
            "ExecuteStatement" -> statements(listOf(input), call)
            "BatchExecuteStatement" -> statements(input.at("Statements"), call)
            "ExecuteTransaction" -> statements(input.at("TransactStatements"), call)
            "RestoreTableToPointInTime" -> restore(input, call)
            else -> null
        }

    private fun read(
        input: Map<String, Any?>,
        call: CallContext<DynamoDbState>,
    ): String {
        val table = table("${input["TableName"] ?: return Need.ANY}", call)
        return input["IndexName"]?.let { "$table/index/$it" } ?: table
    }

    private fun restore(
        input: Map<String, Any?>,
        call: CallContext<DynamoDbState>,
    ): List<Need> {
        val source = input["SourceTableArn"] ?: input["SourceTableName"]
        val needs = listOfNotNull(source, input["TargetTableName"])
        return needs.map { Need("dynamodb:RestoreTableToPointInTime", table("$it", call)) }
    }

    /** A transaction has no action of its own. */
    private fun transaction(
        input: Map<String, Any?>,
        call: CallContext<DynamoDbState>,
        operation: String,
    ): List<Need> =
        input.at("TransactItems").filterIsInstance<Map<*, *>>().flatMap { item ->
            item.entries.mapNotNull { (kind, what) ->
                val table = (what as? Map<*, *>)?.get("TableName") ?: return@mapNotNull null
                val action = ACTIONS[kind] ?: return@mapNotNull null
                action to table("$table", call)
            }
        }.distinct().map { (action, table) ->
            Need("dynamodb:$action", table, mapOf("dynamodb:enclosingoperation" to listOf(operation)))
        }

    private val ACTIONS =
        mapOf(
            "Get" to "GetItem",
            "Put" to "PutItem",
            "Update" to "UpdateItem",
            "Delete" to "DeleteItem",
            "ConditionCheck" to "ConditionCheckItem",
        )

    /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html */
    private fun statements(
        all: List<Any>,
        call: CallContext<DynamoDbState>,
    ): List<Need> = all.mapNotNull { (it as Map<*, *>)["Statement"] }.map { statement("$it", call) }

    private fun statement(
        text: String,
        call: CallContext<DynamoDbState>,
    ): Need {
        val verb = text.trim().substringBefore(' ').lowercase()
        val action = PARTIQL.entries.firstOrNull { it.key == verb } ?: PARTIQL.entries.first()
        val source = SOURCE.find(text)?.groupValues ?: return Need("dynamodb:${action.value}", Need.ANY)
        val table = table(source[1], call)
        return Need("dynamodb:${action.value}", if (source[2].isEmpty()) table else "$table/index/${source[2]}")
    }

    private val PARTIQL =
        mapOf(
            "select" to "PartiQLSelect",
            "exists" to "PartiQLSelect",
            "insert" to "PartiQLInsert",
            "update" to "PartiQLUpdate",
            "delete" to "PartiQLDelete",
        )
    private val SOURCE =
        Regex("(?:from|into|update)\\s+\"?([A-Za-z0-9_.:/-]+)\"?(?:\\.\"([^\"]+)\")?", RegexOption.IGNORE_CASE)

    /**
     * A table's policy is that of its indexes, too; a stream has its own.
     * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html
     */
    override fun resource(
        need: Need,
        principal: Principal,
        keys: ConditionKeys,
        call: CallContext<DynamoDbState>,
    ): ResourceSide {
        val arn = Arn.parse(need.resource)?.takeIf { it.resource.startsWith(TABLE) } ?: return NOTHING
        val state = call.at(arn.place).state
        val policy =
            if ("/stream/" in arn.resource) {
                state.streams()[need.resource]?.definition?.policy
            } else {
                definition(arn, call)?.policy
            }
        return ResourceSide(arn.account, policy("the resource policy", policy?.document))
    }

    private fun definition(
        arn: Arn,
        call: CallContext<DynamoDbState>,
    ): TableDefinition? {
        val name = arn.resource.removePrefix(TABLE).substringBefore('/')
        return call.at(arn.place).state.tables()[name]?.definition
    }

    override fun tags(
        arn: String,
        call: CallContext<DynamoDbState>,
    ): Map<String, String>? = Arn.parse(arn)?.let { definition(it, call) }?.tags

    /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html */
    override fun values(
        key: String,
        need: Need,
        input: Map<String, Any?>,
        call: CallContext<DynamoDbState>,
    ): List<String>? =
        when (key) {
            "dynamodb:leadingkeys" -> LeadingKeys(call, need, input).values()
            "dynamodb:attributes" -> NamedAttributes(input).names()
            else -> null
        }
}
