package io.mockaws.services.pricing

import io.mockaws.engine.AwsFault
import io.mockaws.engine.BrokenConnection
import io.mockaws.engine.ModelChecks
import io.mockaws.engine.Operation
import io.mockaws.engine.Service
import io.mockaws.engine.StateKind
import io.mockaws.engine.World
import io.mockaws.engine.operation
import io.mockaws.model.ServiceShapes
import io.mockaws.services.pricing.catalog.PricingCall
import io.mockaws.services.pricing.catalog.PricingState
import io.mockaws.services.pricing.op.describeServices
import io.mockaws.services.pricing.op.getAttributeValues
import io.mockaws.services.pricing.op.getPriceListFileUrl
import io.mockaws.services.pricing.op.getProducts
import io.mockaws.services.pricing.op.listPriceLists
import io.mockaws.services.pricing.op.priceListFile
import io.mockaws.services.pricing.op.priceListHttp
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.protocol.Protocols
import java.net.UnknownHostException

/**
 * AWS Price List. It knows the prices that ship, each as AWS published it on a date, and what a test adds; what is not known
 * is not on the list.
 *
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_AWS_Price_List_Service.html
 */
internal object PricingService : Service<PricingState>(
    ServiceShapes.of("pricing"),
    listOf(Protocols.AwsJson11, Protocols.RestJson1),
    StateKind(StateKind.Scope.ACCOUNT, PricingState::create, PricingState::read),
) {
    /** https://docs.aws.amazon.com/general/latest/gr/aws-price-list.html */
    private val REGIONS = setOf("us-east-1", "eu-central-1", "ap-south-1")

    override val checks: ModelChecks get() = ModelChecks("InvalidParameterException")

    /** The files of the lists, which are no operations of the API. */
    override val beyondModel: List<String> get() = listOf(FILE)

    override val hasAddresses: Boolean get() = true

    /** Who reads a file has no credentials, and behind a port no host that tells. */
    override fun claims(
        request: HttpRequest,
        world: World,
    ): Boolean = request.method == "GET" && request.path.startsWith(FILES)

    override fun isSigned(
        request: HttpRequest,
        call: PricingCall,
    ): Boolean = !request.path.startsWith(FILES)

    /** In other regions AWS has no such host; who names a host and signs for another region is told so. */
    override fun admit(
        request: HttpRequest,
        call: PricingCall,
    ) {
        if (call.region in REGIONS) return
        if (!request.host.endsWith("amazonaws.com")) {
            throw AwsFault("InvalidSignatureException", "Credential should be scoped to a valid region.", BAD_REQUEST)
        }
        throw BrokenConnection("UnknownHost", UnknownHostException(request.host))
    }

    override fun operation(name: String): Operation<PricingState, *, *>? =
        when (name) {
            "DescribeServices" -> operation(name, ::describeServices)
            "GetAttributeValues" -> operation(name, ::getAttributeValues)
            "GetPriceListFileUrl" -> operation(name, ::getPriceListFileUrl)
            "GetProducts" -> operation(name, ::getProducts)
            "ListPriceLists" -> operation(name, ::listPriceLists)
            FILE -> operation(name, priceListHttp, like = "DescribeServices", ::priceListFile)
            else -> null
        }

    private const val FILE = "PriceListFile"
    private const val FILES = "/offers/v1.0/aws/"
    private const val BAD_REQUEST = 400
}
