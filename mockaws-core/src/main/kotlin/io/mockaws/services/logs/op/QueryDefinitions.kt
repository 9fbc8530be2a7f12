package io.mockaws.services.logs.op

import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.state.DEFINITIONS
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.QueryDefinition
import io.mockaws.services.logs.state.millis
import kotlinx.serialization.Serializable

@Serializable
internal data class PutQueryDefinitionRequest(
    val name: String,
    val queryDefinitionId: String? = null,
    val logGroupNames: List<String>? = null,
    val queryString: String,
    val clientToken: String? = null,
    val queryLanguage: String? = null,
)

@Serializable
internal data class QueryDefinitionResponse(
    val queryDefinitionId: String,
)

@Serializable
internal data class DeleteQueryDefinitionRequest(
    val queryDefinitionId: String,
)

@Serializable
internal data class DeleteQueryDefinitionResponse(
    val success: Boolean,
)

@Serializable
internal data class DescribeQueryDefinitionsRequest(
    val queryDefinitionNamePrefix: String? = null,
    val maxResults: Int? = null,
    val nextToken: String? = null,
    val queryLanguage: String? = null,
)

@Serializable
internal data class DescribeQueryDefinitionsResponse(
    val queryDefinitions: List<ShownDefinition>,
    val nextToken: String? = null,
) {
    @Serializable
    data class ShownDefinition(
        val queryDefinitionId: String,
        val name: String,
        val queryString: String,
        val lastModified: Long,
        val logGroupNames: List<String>,
        val queryLanguage: String? = null,
    )
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html */
internal fun putQueryDefinition(
    request: PutQueryDefinitionRequest,
    call: LogsCall,
): QueryDefinitionResponse {
    val id = request.queryDefinitionId ?: call.ids.uuid()
    val definition =
        QueryDefinition(
            id,
            request.name,
            request.queryString,
            call.millis(),
            request.logGroupNames.orEmpty(),
            request.queryLanguage ?: "CWLI",
        )
    call.state.write {
        if (request.queryDefinitionId != null && id !in this[DEFINITIONS]) throw LogsFaults.noDefinition()
        this[DEFINITIONS, id] = definition
    }
    return QueryDefinitionResponse(id)
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteQueryDefinition.html */
internal fun deleteQueryDefinition(
    request: DeleteQueryDefinitionRequest,
    call: LogsCall,
): DeleteQueryDefinitionResponse =
    call.state.write {
        if (request.queryDefinitionId !in this[DEFINITIONS]) throw LogsFaults.noDefinition()
        remove(DEFINITIONS, request.queryDefinitionId)
        DeleteQueryDefinitionResponse(true)
    }

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueryDefinitions.html */
internal fun describeQueryDefinitions(
    request: DescribeQueryDefinitionsRequest,
    call: LogsCall,
): DescribeQueryDefinitionsResponse {
    val found =
        call.state.now[DEFINITIONS].values.filter {
            it.name.startsWith(request.queryDefinitionNamePrefix.orEmpty()) &&
                (request.queryLanguage == null || request.queryLanguage == it.language)
        }.sortedWith(compareBy({ it.name }, { it.id }))
    val query = request.copy(maxResults = null, nextToken = null)
    val page = page(found, query, request.maxResults, request.nextToken) { it.id }
    val shown =
        page.items.map {
            DescribeQueryDefinitionsResponse.ShownDefinition(
                it.id,
                it.name,
                it.text,
                it.modifiedAt,
                it.groups,
                it.language,
            )
        }
    return DescribeQueryDefinitionsResponse(shown, page.nextToken)
}
